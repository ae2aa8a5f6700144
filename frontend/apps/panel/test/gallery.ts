import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { states } from '../src/gallery/states';
import type { FakePort } from '../src/port/fake';
import type { Gallery, Look } from './browser';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const rules: RunOptions = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  resultTypes: ['violations'],
};

declare const window: { fake: FakePort; axe: { run: (options: RunOptions) => Promise<AxeResults> } };

const usual = [
  ['light', 'no-preference', 'none'],
  ['dark', 'no-preference', 'none'],
] as const;

/** High contrast: the system's own colours, which do not follow ours. */
const forced = ['light', 'more', 'active'] as const;

/** What axe finds, in all of these looks. */
async function violations(
  page: Page,
  looks: readonly (typeof forced | (typeof usual)[number])[],
): Promise<string[]> {
  await page.evaluate(axe);
  const all: string[] = [];
  for (const [theme, contrast, forcedColors] of looks) {
    await page.emulateMedia({ contrast, forcedColors });
    const { violations: found } = await page.evaluate(
      ([options, worn]) => {
        document.documentElement.dataset.theme = worn;
        return window.axe.run(options);
      },
      [rules, theme] as const,
    );
    for (const { id, nodes } of found) {
      for (const { html, failureSummary } of nodes)
        all.push(`${theme}, ${contrast} ${id}: ${html} ${failureSummary}`);
    }
  }
  await page.emulateMedia({ contrast: null, forcedColors: null });
  return all;
}

/** The information lies over a narrow window only when it is asked for. */
async function inform(page: Page): Promise<void> {
  if ((await page.locator('.info').count()) === 0) await page.keyboard.press('Control+i');
}

// What opens over a state, and how.
export const opened: Record<string, (page: Page) => Promise<unknown>> = {
  'closing dialog': (page) => page.click('[data-testid="close-open"]'),
  menu: (page) => page.click('[data-testid="menu"]'),
  keys: (page) => page.keyboard.press('F1'),
  switcher: (page) => page.keyboard.press('Control+k'),
  'what the switcher finds': async (page) => {
    await page.keyboard.press('Control+k');
    await page.fill('[data-testid="switcher-find"]', 'f');
    await page.waitForSelector('[data-testid^="switch-past"]');
  },
  'what is over': async (page) => {
    await page.keyboard.press('Control+k');
    await page.fill('[data-testid="switcher-find"]', 'ferrari');
    await page.click('[data-testid="switch-past over1"]');
    await page.waitForSelector('[data-testid="line-r3"]');
  },
  settings: async (page) => {
    await page.click('[data-testid="menu"]');
    await page.click('[data-testid="settings-open"]');
  },
  'sign-out dialog': async (page) => {
    await page.click('[data-testid="menu"]');
    await page.click('[data-testid="sign-out"]');
  },
  'sign-out dialog, with what was not sent': async (page) => {
    await page.evaluate(() => {
      const [first, ...rest] = window.fake.panel.boxes;
      if (!first) return;
      const { channel, label, name, online, lastText } = first;
      const aside = { stream: 's1', channel, label, name, online, lastText, draft: true, failed: true };
      window.fake.tell({
        boxes: [{ ...first, failed: true, gone: true }, ...rest],
        shelf: [{ ...aside, state: 'snoozed', until: Date.now() + 3_600_000 }],
      });
    });
    await page.click('[data-testid="menu"]');
    await page.click('[data-testid="sign-out"]');
  },
  actions: (page) => page.click('[data-testid="actions"]'),
  'transfer dialog': async (page) => {
    await page.keyboard.press('Control+Shift+F');
    await page.click('[data-testid="target-agent-10427"]');
  },
  'what was done': async (page) => {
    await page.keyboard.press('Control+Shift+F');
    await page.click('[data-testid="target-agent-10427"]');
    await page.click('[data-testid="transfer-confirm"]');
    await page.waitForSelector('.told p');
    await page.keyboard.press('Control+1');
    await page.waitForSelector('[data-testid="compose"]');
  },
  'block dialog': async (page) => {
    await page.click('[data-testid="actions"]');
    await page.click('[data-testid="act-block"]');
    await page.waitForSelector('[role="alertdialog"]');
  },
  answers: (page) => page.click('[data-testid="tool-answers"]'),
  'nothing that fits': async (page) => {
    await page.click('[data-testid="tool-links"]');
    await page.fill('[data-testid="tray-find"]', 'zzz');
  },
  offers: (page) => page.click('[data-testid="tool-offers"]'),
  emoji: (page) => page.click('[data-testid="tool-emoji"]'),
  'own answers': async (page) => {
    await page.click('[data-testid="menu"]');
    await page.click('[data-testid="menu-answers"]');
    await page.click('[data-testid="answer-edit-soon"]');
  },
  'own answers, one to go': async (page) => {
    await page.click('[data-testid="menu"]');
    await page.click('[data-testid="menu-answers"]');
    await page.click('[data-testid="category-drop-mine"]');
  },
  suggestions: async (page) => {
    await page.click('[data-testid="compose"]');
    await page.keyboard.type('Yes. /ret');
  },
  'the question before a message goes': async (page) => {
    await page.evaluate(() => {
      window.fake.concerns = [
        { reason: 'visitor_wrote', found: 'And in blue?' },
        { reason: 'card', found: '4111 1111 1111 1111' },
      ];
    });
    await page.click('[data-testid="compose"]');
    await page.keyboard.type('Yes.');
    await page.keyboard.press('Enter');
  },
  filter: async (page) => {
    await page.keyboard.press('Control+Shift+L'); // its button is in the menu where there is little room
    await page.click('[data-testid="filter-visitor"]');
  },
  'earlier conversation': async (page) => {
    await page.evaluate(() => {
      const past = { stream: 'old', channel: 'chat', openedAt: Date.now(), agents: ['Ben Osei'] } as const;
      window.fake.before.set('c2', [{ ...past, agents: [...past.agents] }]);
    });
    await page.keyboard.press('Control+2');
    await inform(page);
    await page.click('[data-testid="past-old"]');
  },
  'customer record': async (page) => {
    await page.evaluate(() => {
      const [thread] = window.fake.panel.threads;
      if (thread) window.fake.tell({ threads: [{ ...thread, customer: { phone: '555' } }] });
    });
    await inform(page);
    await page.click('[data-testid="customer-edit"]');
  },
  'what is to be sent in French': async (page) => {
    await page.evaluate(() => {
      const [thread] = window.fake.panel.threads;
      if (thread)
        window.fake.tell({ threads: [{ ...thread, translation: { on: true, agent: 'en', visitor: 'fr' } }] });
    });
    await page.click('[data-testid="compose"]');
    await page.keyboard.type('Good day');
    await page.keyboard.press('Enter');
    await page.waitForSelector('[data-testid="preview-text"]');
  },
  'snooze dialog': async (page) => {
    await page.keyboard.press('Control+Shift+S');
    await page.click('[data-testid="snooze-custom"]');
  },
};

/** Every state, for everybody: axe in all looks, nothing the policy refuses, nothing wider than the window. */
export function galleryTests(gallery: () => Gallery): void {
  async function fit(state: string, look: Look, more: readonly (typeof forced)[] = []): Promise<void> {
    const { page, complaints } = await gallery().open(state, look);
    expect(await violations(page, [...usual, ...more])).toEqual([]);
    expect(complaints).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  }

  // row: D-10
  test.each(Object.keys(states))('%s', (state) => fit(state, {}, [forced]));

  test.each([
    'signed-out-error',
    'empty-unavailable',
    'twelve',
    'imposed',
    'ungrouped',
    'shelf',
    'snoozed',
    'snoozed-begun',
    'history',
    'cards',
    'to-fill-in',
    'marked',
    'returning',
    'proposed',
    'held',
    'rich',
    'carousel',
    'translated',
    'translation-fails',
  ])('%s, in French', (state) => fit(state, { lang: 'fr' }));

  test('all notices at once, in French', async () => {
    const { page } = await gallery().open('many-notices', { lang: 'fr' });
    await page.click('[data-testid="notices-more"]');
    await page.waitForSelector('[data-testid="notices-more"][aria-expanded="true"]');
    expect(await violations(page, [...usual, forced])).toEqual([]);
  });

  test.each(['grey', 'border'] as const)('%s boxes, along the bottom', (boxes) =>
    fit('shelf', { boxes, bar: 'bottom', lang: 'fr' }),
  );

  test.each(['en', 'fr'] as const)(
    'in four panes all heads are on one line and say the name: %s',
    async (lang) => {
      const { page } = await gallery().open('four-named', { lang });
      const heads = await page.locator('.pane .head').evaluateAll((all) =>
        all.map((head) => {
          const name = head.querySelector('.head-name');
          const { height, top } = head.getBoundingClientRect();
          const pane = head.closest('.pane')?.getBoundingClientRect();
          return {
            height,
            from: top - (pane?.top ?? 0),
            name: (name?.getBoundingClientRect().left ?? 0) - (pane?.left ?? 0),
            whole: name !== null && name.scrollWidth <= name.clientWidth,
          };
        }),
      );
      expect(new Set(heads.map(({ height, from, name }) => `${height} ${from} ${name}`)).size).toBe(1);
      // One of the four has a name that no pane has room for.
      expect(heads.filter(({ whole }) => whole)).toHaveLength(3);
      await page.click('[data-testid="actions"]');
      for (const act of ['act-transfer', 'act-snooze', 'act-filter', 'act-info', 'act-block'])
        await page.waitForSelector(`[data-testid="${act}"]`);
      const shut = await page.locator('.info').count();
      const checked = (act: string) => page.getAttribute(`[data-testid="${act}"]`, 'aria-checked');
      expect(await checked('act-info')).toBe(String(shut > 0));
      expect(await checked('act-filter')).toBe('false');
      await page.click('[data-testid="act-info"]');
      await page.waitForFunction((was) => document.querySelectorAll('.info').length !== was, shut);
    },
  );

  test('a head with room for its buttons shows the whole name before their words', async () => {
    const { page } = await gallery().open('one-named', { lang: 'fr' });
    const cut = (selector: string) =>
      page
        .locator(selector)
        .evaluateAll((all) => all.filter((one) => one.scrollWidth > one.clientWidth).length);
    expect(await cut('.head-name')).toBe(0);
    expect(await page.isVisible('[data-testid="snooze-open"]')).toBe(true);
  });

  test.each(['white', 'grey', 'border'] as const)('boxes of one place and width, in %s', async (boxes) => {
    const { page } = await gallery().open('few', { boxes });
    const places = await page.locator('.box').evaluateAll((all) =>
      all.map((box) => {
        const { left, width } = box.getBoundingClientRect();
        return `${left} ${width} ${box.querySelector('.box-name')?.getBoundingClientRect().left}`;
      }),
    );
    expect(places).toHaveLength(4);
    expect(new Set(places).size).toBe(1);
  });

  // WCAG 1.4.4: a window of 1280 by 720 in which everything is twice as large.
  test.each(['left', 'bottom'] as const)(
    'twice as large there is room for what is said, boxes %s',
    async (bar) => {
      for (const state of ['few', 'shelf', 'two']) {
        const { page } = await gallery().open(state, { width: 640, height: 360, bar });
        const height = await page
          .locator('.pane[data-active="true"] .log-frame')
          .evaluate((one) => one.clientHeight);
        expect(height, state).toBeGreaterThan(80);
      }
    },
  );

  test('beside boxes along the bottom more than one lies aside in sight, each whole', async () => {
    const { page } = await gallery().open('shelf', { bar: 'bottom' });
    const shown = await page.locator('.shelf').evaluate((shelf) => {
      const room = shelf.getBoundingClientRect();
      return [...shelf.querySelectorAll('.shelf-item')].filter((item) => {
        const { left, right, top, bottom } = item.getBoundingClientRect();
        return (
          left >= room.left &&
          right <= room.right + 1 &&
          top >= room.top &&
          bottom <= document.documentElement.clientHeight
        );
      }).length;
    });
    expect(shown).toBeGreaterThan(1);
  });

  test('how far a message has come stands beside its last line', async () => {
    const { page } = await gallery().open('few');
    const [tick, line] = await page
      .locator('.tick')
      .first()
      .evaluate((one) => {
        const middle = ({ top, bottom }: DOMRect) => (top + bottom) / 2;
        const body = one.closest('.message-row')?.querySelector('.rich-text');
        const range = document.createRange();
        range.selectNodeContents(body ?? one);
        const sign = one.querySelector('svg')?.getBoundingClientRect() ?? new DOMRect();
        return [middle(sign), middle([...range.getClientRects()].at(-1) ?? new DOMRect())];
      });
    expect(Math.abs((tick ?? 0) - (line ?? 0))).toBeLessThanOrEqual(2);
  });

  test('the smallest window', () => fit('few', { lang: 'fr', width: 880, height: 560 }));

  test.each(Object.keys(opened))('%s', async (what) => {
    const { page, complaints } = await gallery().open('async');
    await opened[what]?.(page);
    await page.waitForSelector(
      '[role="dialog"], [role="menu"], [role="alertdialog"], [role="listbox"], [data-testid="filter"], [data-testid="guard"], .past-bar, .told p, [data-testid="preview-text"]',
    );
    expect(await violations(page, [...usual, forced])).toEqual([]);
    expect(complaints).toEqual([]);
  });

  // WebKitGTK never frees an element, nor anything in it, whose animations were asked for while it had some, and React Aria
  // asks for those of whatever it opens: a shift's dialogs would stay in the memory of the window.
  test('what opens over the desk does not move itself, so that its memory is given back', async () => {
    const moved: string[] = [];
    const watch = async (page: Page) => {
      await page.exposeFunction('moves', (what: string) => moved.push(what));
      await page.addInitScript(() => {
        const ask = Element.prototype.getAnimations;
        Element.prototype.getAnimations = function (options) {
          const found = ask.call(this, options);
          if (found.length) (window as unknown as { moves: (what: string) => void }).moves(this.className);
          return found;
        };
      });
    };
    for (const what of ['keys', 'menu', 'block dialog', 'emoji', 'snooze dialog']) {
      const { page } = await gallery().open('async', { moving: true, before: watch });
      await opened[what]?.(page);
      await page.waitForSelector('[role="dialog"], [role="menu"], [role="alertdialog"]');
      expect(moved, what).toEqual([]);
    }
  });

  test('what a visitor writes becomes text and nothing else', async () => {
    const { page, complaints } = await gallery().open('hostile', { height: 3000 });
    await page.click('[data-testid="close-open"]');
    await page.waitForSelector('[role="dialog"]');
    const grown = 'img, iframe, b, i, script:not([type="module"]), [onclick], [onerror], [srcdoc]';
    expect(await page.locator(grown).count()).toBe(0);
    const links = await page
      .locator('a')
      .evaluateAll((all) => all.map((one) => (one as HTMLAnchorElement).href));
    expect(links).toEqual(['https://shop.acme.test/']);
    expect(await page.locator('[data-testid="thread"]').innerText()).toContain(
      '<img src=x onerror=alert(1)>',
    );
    expect(complaints).toEqual([]);
  });
}
