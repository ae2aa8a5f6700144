import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { FakePort } from '../src/port/fake';
import type { Gallery } from './browser';
import { at, hold, orders } from './hand';

declare const window: { fake: FakePort };

/** What goes, what is taken away, shutting out: in a browser, mostly by keyboard. */
export function lifecycleTests(gallery: () => Gallery): void {
  let page: Page;

  async function begin(state: string): Promise<void> {
    ({ page } = await gallery().open(state));
  }

  test.each([
    ['few', 'Control+Shift+F', 'transfer-comment', ['transfer-cancel', 'transfer-confirm']],
    ['async', 'Control+Shift+S', 'snooze-keep', ['snooze-cancel', 'snooze-confirm']],
    ['few', 'F2', 'answers', ['category-add', 'answers-done']],
    ['unsettled', 'Control+Shift+F8', 'signout-pause', ['signout-stay']],
    ['unsent-among-open', 'Control+Shift+F8', 'signout-pause', ['signout-stay']],
  ])(
    'at twice the size what a dialog of %s asks is answered in sight (%s)',
    async (state, key, last, buttons) => {
      // 1,280 by 720 at 200 %.
      ({ page } = await gallery().open(state, { width: 640, height: 360 }));
      await page.keyboard.press(key);
      await page.waitForSelector(at(last));
      if (last === 'snooze-keep') await page.click(at('snooze-custom'));
      if (last === 'answers') await page.waitForSelector(`${at(last)} .answers-row`);
      const inSight = (id: string) =>
        page.locator(at(id)).evaluate((one) => {
          const { left, right, top, bottom } = one.getBoundingClientRect();
          const there = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
          return top >= 0 && bottom <= innerHeight && (there === one || one.contains(there));
        });
      const modal = page.locator('.modal');
      for (const to of [0, 9999]) {
        await modal.evaluate((one, y) => one.scrollTo(0, y), to);
        for (const id of buttons) expect(await inSight(id), `${id} at ${to}`).toBe(true);
      }
      // What has the caret is not behind them.
      await modal.evaluate((one) => one.scrollTo(0, 0));
      const field = page.locator(last === 'answers' ? `${at(last)} button >> nth=-1` : at(last));
      await field.focus();
      await expect
        .poll(() =>
          field.evaluate((one) => {
            const box = one.getBoundingClientRect();
            const edge = document.querySelector('.dialog-actions')?.getBoundingClientRect().top ?? 0;
            return box.top >= 0 && box.top + Math.min(box.height, 24) <= edge;
          }),
        )
        .toBe(true);
    },
  );

  test('what was done is said for a moment, and takes neither place nor caret', async () => {
    await begin('async');
    const told = page.getByRole('status').and(page.locator(at('told')));
    const top = () =>
      page.evaluate(() => document.querySelector('.centre > :last-child')?.getBoundingClientRect().top);
    const place = await top();
    expect(await told.innerText()).toBe('');
    await page.keyboard.press('Control+Shift+F');
    await page.click(at('target-group-support'));
    const label = await page.evaluate(
      () => window.fake.panel.boxes.find((box) => box.tone === 'active')?.label,
    );
    const group = await page.innerText(`${at('target-group-support')} .target-name`);
    await page.click(at('transfer-confirm'));
    await page.waitForFunction(() => document.querySelector('[data-testid="told"] p'));
    expect(await told.innerText()).toBe(`Ines Carvalho (${label}): transferred to ${group}.`);
    expect(await top()).toBe(place);

    await page.keyboard.press('Control+1');
    await page.waitForFunction(() => document.activeElement?.id === 'compose');
    await page.keyboard.type('half a ');
    await page.keyboard.press('Control+Shift+E');
    await page.click(at('close-confirm'));
    await page
      .getByText(/^The conversation with Mathieu Lefebvre-Delacroix \(AC \d+\) is closed\.$/)
      .waitFor();
    expect(await page.locator('.told p').count()).toBe(1);
    await page.keyboard.press('Control+1');
    await page.waitForFunction(() => document.activeElement?.id === 'compose');
    await page.keyboard.type('on we go');
    expect(await page.inputValue(at('compose'))).toBe('on we go');

    await begin('async');
    await page.keyboard.press('Control+Shift+S');
    await page.click(at('snooze-confirm'));
    await page.getByText(/^Ines Carvalho \(AC \d+\): snoozed until/).waitFor();
    // Nobody has to send it away.
    await page.waitForSelector('.told p', { state: 'detached', timeout: 30_000 });
  });

  // row: P-023
  test('what goes from under one’s hands takes no key to anybody else, and keeps the words', async () => {
    await begin('few');
    await page.click(at('compose'));
    await page.keyboard.type('half a sentence');
    await page.evaluate(() => {
      const thread = window.fake.panel.threads[0];
      if (thread) window.fake.tell({ threads: [{ ...thread, open: false, stays: true }] });
    });
    await page.waitForSelector(at('shut-away'));
    await page.keyboard.type(' that goes on');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Space');
    expect(await page.innerText(at('shut-written'))).toBe('half a sentence');
    expect(
      (await orders(page)).filter((order) => order.startsWith('send') || order === 'putAway c1'),
    ).toEqual([]);
    await page.click(at('shut-copy'));
    await page.waitForFunction(
      () => document.querySelector('[data-testid="shut-copy"]')?.textContent === 'Copied',
    );
    expect(await orders(page)).toContain('copyText half a sentence');
    await page.click(at('shut-away'));
    await page.waitForSelector(at('shut-away'), { state: 'detached' });
    expect(await orders(page)).toContain('putAway c1');
  });

  // row: P-023
  test.each(['Control+Shift+Digit1', 'Control+Shift+Digit2'])(
    'of a conversation that is gone nobody is told where its visitor is, and no time goes on (%s)',
    async (layout) => {
      await begin('taken');
      await page.keyboard.press(layout);
      if (layout.endsWith('2')) await page.click(at('box-c2'));
      const box = page.locator(at('box-c1'));
      await box.waitFor();
      expect(await box.innerText()).toContain('No longer yours');
      expect(await box.locator('.stopwatch').count()).toBe(0);
      for (const place of [at('box-c1'), at('pane-c1')]) {
        expect(await page.locator(`${place} .presence`).count()).toBe(0);
        expect(await page.locator(place).innerText()).not.toContain('Left the site');
      }
      expect(await page.locator(`${at('box-c2')} .presence`).count()).toBe(1);
      expect(await page.locator(`${at('box-c2')} .stopwatch`).count()).toBeGreaterThan(1);
    },
  );

  // row: P-023
  test('what put one text away puts no other away that comes in its place', async () => {
    await begin('few');
    // All are gone, and each that is put away makes way for the next.
    await page.evaluate(() => {
      const port = window.fake;
      const show = (stream: string) => {
        const [thread] = port.panel.threads;
        const gone = { open: false, stays: true };
        if (thread) port.tell({ panes: [stream], active: stream, threads: [{ ...thread, ...gone, stream }] });
      };
      port.putAway = async (stream) => {
        port.orders.push(`putAway ${stream}`);
        show(`c${Number(stream.slice(1)) + 1}`);
      };
      show('c1');
    });
    const away = async () => (await orders(page)).filter((order) => order.startsWith('putAway')).length;
    const next = () =>
      page.waitForFunction(() => document.activeElement?.matches('[role="log"]') ?? false, undefined, {
        timeout: 5000,
      });
    await page.waitForSelector(at('shut-away'));
    await page.focus(at('shut-away'));
    await page.keyboard.press('Enter');
    await next();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Space');
    expect(await page.locator(at('shut-away')).count()).toBe(1);
    expect(await away()).toBe(1);
    await page.dblclick(at('shut-away'));
    await next();
    expect(await page.locator(at('shut-away')).count()).toBe(1);
    expect(await away()).toBe(2);
  });

  // row: P-004
  test('a window that is to close on visitors asks first, over whatever is open, and the safe way has the caret', async () => {
    await begin('few');
    await page.keyboard.press('Control+Shift+E');
    await page.waitForSelector(at('mail'));
    const ask = () => page.evaluate(() => window.fake.ask());
    await ask();
    await page.waitForSelector(at('quit-stay'));
    await page.waitForFunction(() => (document.activeElement as HTMLElement).dataset.testid === 'quit-stay');
    expect(await orders(page)).toContain('asking');
    await page.keyboard.press('Escape');
    await page.waitForSelector(at('quit-stay'), { state: 'detached' });
    expect(await page.locator(at('mail')).count()).toBe(1);
    await ask();
    await page.click(at('quit-anyway'));
    expect(await orders(page)).toContain('quit');
    expect(await orders(page)).not.toContain('withdraw c1');
    await page.click(at('quit-settle'));
    await page.waitForSelector(at('signout-stay'));
    expect(await orders(page)).toContain('withdraw c1'); // its closing was left for this
    await page.keyboard.press('Escape');
    await page.waitForSelector(at('signout-stay'), { state: 'detached' });
    // There is nothing to ask about once nobody is there.
    await ask();
    await page.waitForSelector(at('quit-stay'));
    await page.evaluate(() => window.fake.tell({ boxes: [] }));
    await page.waitForSelector(at('quit-stay'), { state: 'detached' });
  });

  test('who leaves by Escape what they opened by mouse writes on', async () => {
    await begin('async');
    for (const open of ['snooze-open', 'transfer-open', 'close-link']) {
      await page.click(at('compose'));
      await page.click(at(open));
      await page.waitForSelector('.modal');
      await page.keyboard.press('Escape');
      await page.waitForSelector('.modal', { state: 'detached' });
      await page.waitForFunction(() => document.activeElement?.id === 'compose');
      await page.keyboard.type('oui bien ');
      expect(await page.locator('.modal').count()).toBe(0);
    }
    expect(await page.inputValue(at('compose'))).toBe('oui bien oui bien oui bien ');
    // Who goes by keyboard finds the button again that they pressed.
    await page.keyboard.press('Tab');
    await page.focus(at('snooze-open'));
    await page.keyboard.press('Enter');
    await page.waitForSelector('.modal');
    await page.keyboard.press('Escape');
    await page.waitForSelector('.modal', { state: 'detached' });
    await page.waitForFunction(() => document.activeElement?.getAttribute('data-testid') === 'snooze-open');
  });

  test('while an order is under way its dialog stays, and a late answer ends no other', async () => {
    await begin('few');
    const done = await hold(page, 'close');
    await page.keyboard.press('Control+Shift+E');
    await page.click(at('close-confirm'));
    await page.waitForSelector(`${at('close-confirm')}[aria-busy="true"]`);
    await page.keyboard.press('Escape');
    expect(await page.getAttribute(at('close-cancel'), 'aria-disabled')).toBe('true');
    await page.click(at('close-cancel'), { force: true });
    expect(await page.locator(at('close-confirm')).count()).toBe(1);

    // The conversation leaves by itself, and something else is asked meanwhile.
    await page.evaluate(() =>
      window.fake.tell({ boxes: window.fake.panel.boxes.filter((box) => box.stream !== 'c1') }),
    );
    await page.waitForSelector(at('close-confirm'), { state: 'detached' });
    await page.keyboard.press('F1');
    await page.getByRole('dialog').waitFor();
    await done();
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn))));
    expect(await page.getByRole('dialog').count()).toBe(1);
  });

  // row: P-069
  test('what was done twice is said twice', async () => {
    await begin('few');
    const namesake = () =>
      page.evaluate(() => {
        const { threads } = window.fake.panel;
        window.fake.tell({ threads: threads.map((one) => ({ ...one, name: 'Lea', label: 'AC 4711' })) });
      });
    for (const stream of ['c1', 'c2']) {
      await page.evaluate((one) => window.fake.focus(one), stream);
      await namesake();
      await page.keyboard.press('Control+Shift+B');
      await page.click(at('block-confirm'));
      const word = page.locator(`${at('told')} p:not([data-heard])`, { hasText: /Lea.* is blocked/ });
      await word.waitFor();
      await word.evaluate((one) => one.setAttribute('data-heard', ''));
    }
  });

  test('blocking asks first, with the safe way under the caret', async () => {
    await begin('few');
    await page.click(at('actions'));
    await page.click(at('act-block'));
    await page.waitForSelector(at('block-confirm'));
    await page.waitForFunction(() => document.activeElement?.getAttribute('data-testid') === 'block-cancel');
    await page.keyboard.press('Enter');
    await page.waitForSelector(at('block-confirm'), { state: 'detached' });
    expect(await orders(page)).not.toContain('block c1');
    await page.click(at('actions'));
    await page.click(at('act-block'));
    await page.click(at('block-confirm'));
    await page.waitForSelector(at('box-c1'), { state: 'detached' });
    expect(await orders(page)).toContain('block c1');
  });

  test('an agent who was set away is told, and comes back with one press', async () => {
    await begin('imposed');
    expect(await page.innerText(at('away-banner'))).toContain('Choose a status to return.');
    expect(await page.innerText(at('away-return'))).toBe('Return on chat, video, and messaging');
    expect(await page.getAttribute(at('lamp-chat'), 'aria-pressed')).toBe('false');
    await page.click(at('lamp-chat'));
    expect(await orders(page)).toContain('setStatus chat available');
    await page.waitForSelector(at('away-banner'), { state: 'detached' });
  });

  test('an agent without a group is told that nothing new will reach them', async () => {
    await begin('ungrouped');
    expect(await page.innerText(at('ungrouped-banner'))).toContain('until an administrator changes that');
  });
}
