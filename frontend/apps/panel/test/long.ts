import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { states } from '../src/gallery/states';
import type { Gallery } from './browser';
import { opened } from './gallery';

/** A window as it begins, the smallest, and one in which everything is twice as large. */
const sizes = [
  [1280, 720],
  [880, 560],
  [640, 360],
] as const;

/**
 * What of the page's words cannot be read, each in a line: cut off with nothing that says so, lying over other words,
 * or beside the window.
 */
function unreadable(): string[] {
  const found: string[] = [];
  const shown = (element: Element) =>
    element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  const parents = (element: Element): Element[] =>
    element.parentElement ? [element.parentElement, ...parents(element.parentElement)] : [];
  const named = (element: Element) => `${element.tagName.toLowerCase()}.${element.className}`;

  /** Words of the panel, by the element that holds them, and where they stand. */
  const words: { element: Element; text: string; box: DOMRect; lines: DOMRect[] }[] = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const element = node.parentElement;
    const text = node.textContent?.trim() ?? '';
    if (
      !element ||
      !text ||
      !shown(element) ||
      element.closest('.hidden, .compose-marks, option, textarea, style, [aria-hidden="true"] svg')
    )
      continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect();
    if (box.width > 1 && box.height > 1)
      words.push({ element, text, box, lines: [...range.getClientRects()] });
  }

  const within: typeof words = [];
  for (const word of words) {
    const { element, text, box } = word;
    let { left, right, top, bottom } = box;
    let gone = false;
    for (const parent of [element, ...parents(element)]) {
      const style = getComputedStyle(parent);
      if (style.position === 'fixed') break;
      if (style.overflowX === 'visible' && style.overflowY === 'visible') continue;
      const clip = parent.getBoundingClientRect();
      // For those who hear the page.
      gone ||= clip.width <= 2;
      if (gone) break;
      // What has no room goes whole, into a line that is not shown.
      gone ||= parent.matches('.folds') && top >= clip.bottom - 2;
      if (gone) break;
      const scrolls = /auto|scroll/.test(`${style.overflowX} ${style.overflowY}`);
      const over = Math.max(clip.left - left, right - clip.right);
      const below = Math.max(clip.top - top, bottom - clip.bottom);
      if (scrolls) {
        if (
          /auto|scroll/.test(style.overflowX) &&
          parent.scrollWidth > parent.clientWidth + 1 &&
          !parent.matches('.carousel-strip')
        )
          found.push(`scrolls sideways: ${named(parent)}`);
        gone ||= right < clip.left || left > clip.right || bottom < clip.top + 2 || top > clip.bottom - 2;
      } else if (over > 1.5 || below > 3) {
        const says = style.textOverflow === 'ellipsis' || Number(style.webkitLineClamp) > 0;
        if (!says) found.push(`cut off: “${text.slice(0, 60)}” in ${named(parent)}`);
        else if (/^\[/.test(text) && !element.closest('[title], [aria-label]'))
          found.push(`cut off, and told nowhere: “${text.slice(0, 60)}” in ${named(parent)}`);
      }
      [left, right] = [Math.max(left, clip.left), Math.min(right, clip.right)];
      [top, bottom] = [Math.max(top, clip.top), Math.min(bottom, clip.bottom)];
    }
    if (gone || right - left < 2 || bottom - top < 2) continue;
    if (right > innerWidth + 1 || left < -1)
      found.push(`beside the window: “${text.slice(0, 60)}” in ${named(element)}`);
    within.push({ ...word, box: new DOMRect(left, top, right - left, bottom - top) });
  }

  /** Two lie over each other only where both are seen: what opens over the rest covers it. */
  const onTop = ({ element, box }: { element: Element; box: DOMRect }) => {
    const hit = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    return hit !== null && (hit.contains(element) || element.contains(hit));
  };
  const layer = ({ element }: { element: Element }) =>
    element.closest('[role="menu"], [role="dialog"], [role="alertdialog"], [role="listbox"]');
  const seen = within.filter(onTop);
  for (const [place, one] of seen.entries()) {
    for (const other of seen.slice(place + 1)) {
      if (one.element.contains(other.element) || other.element.contains(one.element)) continue;
      if (layer(one) !== layer(other)) continue; // one covers the other, in part
      const meet = one.lines.some((line) =>
        other.lines.some((next) => {
          const width =
            Math.min(line.right, next.right, one.box.right, other.box.right) -
            Math.max(line.left, next.left, one.box.left, other.box.left);
          const height =
            Math.min(line.bottom, next.bottom, one.box.bottom, other.box.bottom) -
            Math.max(line.top, next.top, one.box.top, other.box.top);
          return width > 2 && height > 4;
        }),
      );
      if (meet)
        found.push(
          `over each other: “${one.text.slice(0, 40)}” (${named(one.element)}) and “${other.text.slice(0, 40)}” (${named(other.element)})`,
        );
    }
  }
  if (document.documentElement.scrollWidth > innerWidth) found.push('the page scrolls sideways');
  return [...new Set(found)];
}

/** Everything is readable in a language whose words are 40 % longer, in every size of the window. */
export function longTests(gallery: () => Gallery): void {
  const settled = (page: Page) =>
    page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn, 50))));
  const told = async (page: Page, width: number) =>
    (await page.evaluate(unreadable)).map((what) => `${width}: ${what}`);

  async function readable(state: string): Promise<void> {
    const { page } = await gallery().open(state, { lang: 'long' });
    const all: string[] = [];
    for (const [width, height] of sizes) {
      await page.setViewportSize({ width, height });
      await settled(page);
      all.push(...(await told(page, width)));
    }
    expect(all).toEqual([]);
  }

  async function readableOver(what: string): Promise<void> {
    const all: string[] = [];
    for (const [width, height] of sizes) {
      const { page } = await gallery().open('async', { lang: 'long', width, height });
      await opened[what]?.(page);
      await page.waitForSelector(
        '[role="dialog"], [role="menu"], [role="alertdialog"], [role="listbox"], [data-testid="filter"], [data-testid="guard"], .past-bar, .told p, [data-testid="preview-text"]',
      );
      await settled(page);
      all.push(...(await told(page, width)));
    }
    expect(all).toEqual([]);
  }

  // row: D-11
  test.each(Object.keys(states))('%s', (state) => readable(state));

  test.each(Object.keys(opened))('%s', (what) => readableOver(what));
}
