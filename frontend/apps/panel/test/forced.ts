import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { Gallery } from './browser';

/** In the system's own colours a ground of ours is not drawn: what it says is said by a line. */
export function forcedTests(gallery: () => Gallery): void {
  async function open(state: string): Promise<Page> {
    const before = (page: Page) => page.emulateMedia({ forcedColors: 'active', contrast: 'more' });
    return (await gallery().open(state, { before })).page;
  }

  const style = (page: Page, selector: string, name: string, part?: string) =>
    page
      .locator(selector)
      .first()
      .evaluate((one, [of, at]) => getComputedStyle(one, at).getPropertyValue(of ?? ''), [
        name,
        part,
      ] as const);

  // row: D-10
  test('a drawing has the colour of the words beside it', async () => {
    const page = await open('imposed');
    for (const [drawing, words] of [
      ['.lantern', '.lamp'],
      ['.presence', '.head-presence'],
    ] as const) {
      const [drawn, written] = [await style(page, drawing, 'color'), await style(page, words, 'color')];
      expect([drawing, drawn]).toEqual([drawing, written]);
    }
  });

  test('panes are apart, and one is the one that is worked in', async () => {
    const page = await open('four');
    expect(await style(page, '.pane', 'outline-style')).toBe('solid');
    expect(await style(page, '.pane[data-active="true"] .head', 'border-top-width')).toBe('3px');
    expect(await style(page, '.pane[data-active="false"] .head', 'border-top-width')).toBe('0px');
  });

  test.each([
    ['two', '.day', '::before'],
    ['fresh', '.fresh-mark', '::before'],
  ] as const)('%s: a line beside words is a line', async (state, mark, part) => {
    const page = await open(state);
    expect(await style(page, mark, 'border-top-width', part)).toBe('1px');
  });

  test('what is chosen is told from the rest', async () => {
    const page = await open('reserved');
    for (const chosen of ['.shelf-item[data-current="true"]', '.head .button[aria-pressed="true"]'])
      expect([chosen, await style(page, chosen, 'outline-style')]).toEqual([chosen, 'solid']);
    expect(await style(page, '.shelf-item:not([data-current="true"])', 'outline-style')).toBe('none');
  });

  test('a place to fill in has a frame', async () => {
    const page = await open('to-fill-in');
    expect(await style(page, '.compose-marks', 'forced-color-adjust')).toBe('none');
    expect(await style(page, '.compose-marks mark', 'box-shadow')).toMatch(/1px$/);
  });

  test.each(['.tools', '.agent-id'])('what stands in a row in %s does not touch', async (row) => {
    const page = await open('one');
    const places = await page.locator(`${row} > :not(.hidden)`).evaluateAll((all) =>
      all.map((one) => {
        const { left, right } = one.getBoundingClientRect();
        return { left, right };
      }),
    );
    const gaps = places.slice(1).map(({ left }, n) => left - (places[n]?.right ?? left));
    expect(gaps.length).toBeGreaterThan(0);
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(4);
  });
}
