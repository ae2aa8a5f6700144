import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { FakePort } from '../src/port/fake';
import type { Gallery } from './browser';
import { at, focused, heldOrders, hold, orders, refuse } from './hand';

declare const window: { fake: FakePort };

/** The end of a shift: nobody signs out before it is said what becomes of what is open. */
export function shiftTests(gallery: () => Gallery): void {
  let page: Page;

  async function begin(state: string): Promise<void> {
    ({ page } = await gallery().open(state));
    await page.click(at('menu'));
    await page.click(at('sign-out'));
    await page.waitForSelector(at('signout-stay'));
  }

  // row: B-14, P-004
  test('who is still open is in sight in the smallest window, too', async () => {
    const { page } = await gallery().open('async', { width: 640, height: 360 });
    await page.click(at('menu'));
    await page.click(at('sign-out'));
    await page.waitForSelector(at('signout-stay'));
    expect((await page.locator('.signout-list').boundingBox())?.height).toBeGreaterThan(88);
  });

  test('keep one, give one with a word, close one: then, and only then, sign out', async () => {
    await begin('async');
    expect(await page.locator('.signout-list li').count()).toBe(3);
    expect(await page.locator(at('signout-leave')).count()).toBe(0);
    // Only the first visitor may wait.
    expect(await page.locator('[data-testid^="keep-"]').count()).toBe(1);
    await page.click(at('keep-c1'));
    await page.waitForSelector(at('keep-c1'), { state: 'detached' });
    const [, stream, until, keep] =
      (await orders(page)).find((one) => one.startsWith('snooze'))?.split(' ') ?? [];
    expect([stream, keep]).toEqual(['c1', 'true']);
    expect(new Date(Number(until)).getHours()).toBe(9);
    expect(Number(until)).toBeGreaterThan(Date.now());

    await page.click(at('give-c2'));
    await page.click(at('target-agent-10424'));
    await page.fill(at('transfer-comment'), 'She calls again at ten.');
    await page.click(at('transfer-confirm'));
    await page.waitForSelector(at('signout-stay'));
    expect(await orders(page)).toContain('transfer c2 agent 10424 She calls again at ten. false');

    // Who thinks better of it comes back to the list.
    await page.click(at('end-c3'));
    await page.waitForSelector(at('close-confirm'));
    await page.keyboard.press('Escape');
    await page.waitForSelector(at('end-c3'));
    expect(await page.locator(at('signout-leave')).count()).toBe(0);
    await page.click(at('end-c3'));
    await page.click(at('close-confirm'));
    await page.waitForFunction(() => document.activeElement?.getAttribute('data-testid') === 'signout-leave');
    expect(await orders(page)).toContain('close c3');
    expect(await orders(page)).not.toContain('signOut false');
    await page.keyboard.press('Enter');
    await page.waitForSelector(at('signin-server'));
    expect(await orders(page)).toContain('signOut false');
  });

  test('who thinks better of it finds the list where it was, and the caret on the row', async () => {
    ({ page } = await gallery().open('twelve'));
    await page.click(at('menu'));
    await page.click(at('sign-out'));
    await page.waitForSelector(at('signout-stay'));
    const list = page.locator('.signout-list').first();
    const last = await page.locator('[data-testid^="end-"]').last().getAttribute('data-testid');
    expect(await list.evaluate((one) => one.scrollHeight > one.clientHeight + 100)).toBe(true);
    for (const act of ['end', 'give']) {
      const id = last?.replace('end', act) ?? '';
      await page.locator(at(id)).scrollIntoViewIfNeeded();
      const top = await list.evaluate((one) => one.scrollTop);
      expect(top).toBeGreaterThan(100);
      await page.click(at(id));
      await page.waitForSelector(at('signout-stay'), { state: 'detached' });
      await page.waitForSelector('[role="dialog"] .dialog-actions');
      await page.keyboard.press('Escape');
      await page.waitForSelector(at(id));
      await page.waitForFunction((one) => document.activeElement?.getAttribute('data-testid') === one, id);
      expect(await list.evaluate((one) => one.scrollTop)).toBe(top);
    }
    // Where the row has gone, the caret is on the one that stands there now.
    await page.click(at(last ?? ''));
    await page.click(at('close-confirm'));
    await page.waitForSelector(at('signout-stay'));
    await page.waitForFunction(() =>
      document.activeElement?.matches('.signout-list li:last-child [data-act="close"]'),
    );
  });

  // row: P-004
  test('what holds something unsent is not put away before it is sent: signing out would lose it', async () => {
    await begin('async');
    await page.evaluate(() =>
      window.fake.tell({
        boxes: window.fake.panel.boxes.map((one) => (one.stream === 'c1' ? { ...one, draft: true } : one)),
      }),
    );
    await page.click(at('keep-c1'));
    await page.getByText('Send it or throw it away first.').waitFor();
    expect((await orders(page)).some((one) => one.startsWith('snooze'))).toBe(false);
    // What is refused afterwards is not kept quiet by it.
    await refuse(page, 'setStatus', '{"code":"unavailable","message":"There is no connection."}');
    await page.click(at('signout-pause'));
    await page.getByText('There is no connection.').waitFor();
    await page.evaluate(() => window.fake.refuses.clear());
    await page.click(at('keep-c1'));
    await page.click(at('signout-unkept'));
    await page.waitForSelector(at('signout-stay'), { state: 'detached' });
    await page.waitForFunction(() => document.activeElement?.id === 'compose');
    // What was asked of any of them is not asked again by itself.
    expect(await orders(page)).toEqual(expect.arrayContaining(['withdraw c1', 'withdraw c2']));
    // It is said no longer than it is so.
    await page.click(at('menu'));
    await page.click(at('sign-out'));
    await page.click(at('keep-c1'));
    await page.getByText('Send it or throw it away first.').waitFor();
    await page.evaluate(() =>
      window.fake.tell({ boxes: window.fake.panel.boxes.map((one) => ({ ...one, draft: false })) }),
    );
    await page.getByText('Send it or throw it away first.').waitFor({ state: 'detached' });
    await page.focus(at('keep-c1'));
    await page.keyboard.press('Enter');
    await page.waitForSelector(at('keep-c1'), { state: 'detached' });
  });

  test('who goes back to a text from the end of a shift has left all that was asked there', async () => {
    await begin('async');
    await page.evaluate(() =>
      window.fake.tell({
        boxes: window.fake.panel.boxes.map((one) => (one.stream === 'c1' ? { ...one, draft: true } : one)),
      }),
    );
    await page.click(at('end-c1'));
    await page.click(at('unsent-back'));
    await page.waitForFunction(() => document.activeElement?.id === 'compose');
    expect(await orders(page)).toEqual(expect.arrayContaining(['withdraw c1', 'withdraw c2']));
  });

  test('new visitors can be stopped, and what is refused is told', async () => {
    await begin('async');
    await refuse(page, 'snooze', '{"code":"unavailable","message":"There is no connection."}');
    await page.click(at('keep-c1'));
    await page.getByText('There is no connection.').waitFor();
    expect(await page.locator(at('keep-c1')).count()).toBe(1);
    await page.click(at('signout-pause'));
    await page.waitForSelector(at('signout-pause'), { state: 'detached' });
    expect((await orders(page)).filter((one) => one.startsWith('setStatus'))).toEqual([
      'setStatus chat unavailable',
      'setStatus video unavailable',
      'setStatus messaging unavailable',
      'setStatus app unavailable',
    ]);
    await page.evaluate(() => window.fake.refuses.clear());
    await page.keyboard.press('Escape');
    await page.waitForSelector(at('signout-stay'), { state: 'detached' });
    // Who came by mouse writes on.
    await page.waitForFunction(() => document.activeElement?.id === 'compose');
  });

  test('the caret moves only where its conversation has gone, and a second press keeps nothing twice', async () => {
    await begin('async');
    await page.focus(at('keep-c1'));
    const kept = await hold(page, 'snooze');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    expect(await heldOrders(page)).toBe(1);
    await kept();
    await page.waitForSelector(at('keep-c1'), { state: 'detached' });
    await page.waitForFunction(() => document.activeElement?.className === 'signout-open');

    await page.focus(at('signout-stay'));
    await page.evaluate(() => window.fake.tell({ boxes: [] }));
    await page.waitForSelector(at('signout-leave'));
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn))));
    expect(await focused(page)).toBe('signout-stay');
  });

  test('the caret stays in the list where what had it goes on in another part of it', async () => {
    await begin('async');
    await page.keyboard.press('Tab');
    await page.focus(at('keep-c1'));
    // Kept with something unsent it lies aside at once, and there are as many as before.
    await page.evaluate(() => {
      const { boxes, shelf } = window.fake.panel;
      const [box] = boxes;
      if (!box) throw new Error('there is nobody');
      const { stream, channel, label, name, online, lastText } = box;
      const item = { stream, channel, label, name, online, lastText, state: 'snoozed', draft: true } as const;
      window.fake.tell({ boxes: boxes.slice(1), shelf: [item, ...shelf] });
    });
    await page.waitForSelector(at('unsent-c1'));
    await page.waitForFunction(() => document.activeElement?.className === 'signout-open');
    // Its ring is not cut off by the list.
    const ring = await page.evaluate(() => {
      const one = document.activeElement;
      const list = one?.closest('.signout-list');
      if (!one || !list) throw new Error('the caret is nowhere');
      const { outlineOffset, outlineWidth } = getComputedStyle(one);
      return (
        one.getBoundingClientRect().top -
        Number.parseFloat(outlineOffset) -
        Number.parseFloat(outlineWidth) -
        list.getBoundingClientRect().top
      );
    });
    expect(ring).toBeGreaterThanOrEqual(0);
    await page.keyboard.press('Escape');
    await page.waitForSelector(at('signout-stay'), { state: 'detached' });
  });

  test('who leaves the list where nothing has the caret any more writes on', async () => {
    ({ page } = await gallery().open('async'));
    await page.click(at('compose'));
    await page.keyboard.press('Control+Shift+F8');
    await page.waitForSelector(at('keep-c1'));
    await page.keyboard.press('Tab');
    await page.focus(at('keep-c1'));
    await page.keyboard.press('Enter');
    await page.waitForSelector(at('keep-c1'), { state: 'detached' });
    // What had it is gone with the conversation; another is on screen by now.
    await page.evaluate(() => window.fake.focus('c2'));
    await page.waitForSelector(`${at('box-c2')}[data-tone="active"]`);
    await page.keyboard.press('Escape');
    await page.waitForSelector(at('signout-stay'), { state: 'detached' });
    await page.waitForFunction(() => document.activeElement?.id === 'compose');
  });

  test('the next row, which comes under the mouse, is not kept by the press that was meant for the last', async () => {
    ({ page } = await gallery().open('async'));
    await page.evaluate(() =>
      window.fake.tell({ boxes: window.fake.panel.boxes.map((box) => ({ ...box, async: true })) }),
    );
    await page.click(at('menu'));
    await page.click(at('sign-out'));
    const kept = async () => (await orders(page)).filter((one) => one.startsWith('snooze')).length;
    const place = await page.locator(at('keep-c1')).boundingBox();
    const [x, y] = [(place?.x ?? 0) + 8, (place?.y ?? 0) + 8];
    // The second press comes as soon as the row is gone, as slowly as the engine takes for no double click.
    const under = page.evaluate(
      ([left, top]) =>
        new Promise<string>((seen) => {
          new MutationObserver((_, watch) => {
            if (document.querySelector('[data-testid="keep-c1"]')) return;
            watch.disconnect();
            const there = document.elementFromPoint(left ?? 0, top ?? 0)?.closest('button');
            const press = { bubbles: true, detail: 1, clientX: left ?? 0, clientY: top ?? 0 };
            there?.dispatchEvent(new MouseEvent('click', press));
            seen(there?.dataset.testid ?? '');
          }).observe(document.body, { childList: true, subtree: true });
        }),
      [x, y],
    );
    await page.mouse.click(x, y);
    expect(await under).toBe('keep-c2');
    expect(await kept()).toBe(1);
    // Anywhere else it is meant, and by key.
    await page.locator(at('keep-c3')).click();
    await page.waitForSelector(at('keep-c3'), { state: 'detached' });
    expect(await kept()).toBe(2);
    await page.focus(at('keep-c2'));
    await page.keyboard.press('Enter');
    await page.waitForSelector(at('keep-c2'), { state: 'detached' });
    expect(await kept()).toBe(3);
  });

  // row: P-004
  test('what was not sent is listed apart, and opened to be copied or discarded: it can be sent no more', async () => {
    await begin('unsent-among-open');
    await page.getByText('3 visitors are still with you.').waitFor();
    await page.getByText('2 conversations that are no longer yours').waitFor();
    expect(await page.locator('[data-testid^="end-"]').count()).toBe(3);
    expect(await page.locator(at('end-c1')).count()).toBe(0);

    await begin('unsent');
    await page.getByRole('heading', { name: 'Not everything was sent' }).waitFor();
    expect(await page.getByText('still with you').count()).toBe(0);
    for (const act of ['keep', 'give', 'end'])
      expect(await page.locator(`[data-testid^="${act}-"]`).count()).toBe(0);
    expect(await page.locator(at('signout-leave')).count()).toBe(0);
    expect(await focused(page)).toBe('unsent-c1');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForSelector(at('signout-stay'), { state: 'detached' });
    expect(await orders(page)).toContain('focus c2');
    // Nothing is offered that would fail.
    expect(await page.locator('[data-testid^="retry-"]').count()).toBe(0);
    await page.click(at('copy-unsent2'));
    await page.locator(at('copy-unsent2')).getByText('Copied').waitFor();
    expect(await orders(page)).toContain('copyText The list of everything in the box is on its way to you.');
    await page.click(at('discard-unsent2'));
    expect(await orders(page)).toContain('discard c2 unsent2');

    // As soon as nothing is left the way out is there.
    await page.click(at('menu'));
    await page.click(at('sign-out'));
    await page.waitForSelector(at('unsent-c1'));
    await page.evaluate(() => window.fake.tell({ boxes: [] }));
    await page.waitForFunction(() => document.activeElement?.getAttribute('data-testid') === 'signout-leave');
  });

  // row: P-004
  test('each row says what was not sent in it, and what lies aside leads to it too', async () => {
    await begin('unsettled');
    const rows = await page.locator('.signout-list li').allInnerTexts();
    expect(rows).toHaveLength(5);
    expect(rows.map((row) => [row.includes('Not sent yet'), row.includes('Message not sent')])).toEqual([
      [true, false],
      [true, true],
      [false, false],
      [true, false],
      [false, true],
    ]);
    await page.getByText('3 conversations you have set aside stay as they are.').waitFor();
    await page.click('.signout-open');
    await page.waitForSelector(at('signout-stay'), { state: 'detached' });
    await page.waitForFunction(() => document.activeElement?.id === 'compose');

    // With nothing open as well: nobody is asked to leave it behind.
    await begin('unsettled-aside');
    expect(await page.locator(at('signout-leave')).count()).toBe(0);
    expect(await page.locator('[data-testid^="keep-"], [data-testid^="give-"]').count()).toBe(0);
    await page.click(at('unsent-s2'));
    await page.waitForSelector(at('signout-stay'), { state: 'detached' });
    expect(await orders(page)).toContain('focus s2');
    expect(await orders(page)).not.toContain('signOut false');
    await page.click(at('menu'));
    await page.click(at('sign-out'));
    await page.waitForSelector(at('unsent-s2'));
    await page.evaluate(() =>
      window.fake.tell({
        shelf: window.fake.panel.shelf.map((one) => ({ ...one, draft: false, failed: false })),
      }),
    );
    await page.waitForSelector(at('signout-leave'));
  });

  test('why signing out was refused is said until that is no longer so', async () => {
    await begin('async');
    await page.evaluate(() => {
      window.fake.tell({ boxes: [], line: { ...window.fake.panel.line, unsent: 1 } });
    });
    await refuse(page, 'signOut', '{"code":"wrong_state","message":"1 message is not sent yet."}');
    await page.click(at('signout-leave'));
    await page.getByText('1 message is not sent yet.').waitFor();
    await page.evaluate(() => window.fake.tell({ line: { ...window.fake.panel.line, unsent: 0 } }));
    await page.getByText('1 message is not sent yet.').waitFor({ state: 'detached' });
  });
}
