import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { FakePort } from '../src/port/fake';
import type { Gallery } from './browser';
import { at, focused, orders, refuse } from './hand';

declare const window: { fake: FakePort };

/** Setting a conversation aside and taking it back: in a browser, mostly by keyboard. */
export function snoozeTests(gallery: () => Gallery): void {
  let page: Page;

  async function begin(state: string): Promise<void> {
    ({ page } = await gallery().open(state));
  }

  // row: P-095
  test('a snooze says what becomes of an unsent text', async () => {
    await begin('async');
    await page.click(at('compose'));
    await page.keyboard.type('half a sentence');
    await page.keyboard.press('Control+Shift+S');
    await page.waitForSelector(at('unsent-text'));
    expect(await page.innerText(at('unsent-text'))).toContain(
      'If a colleague has the conversation afterwards, you can still copy it.',
    );
    await page.check(at('snooze-keep'));
    expect(await page.innerText(at('unsent-text'))).not.toContain('you can still copy it');
  });

  // row: P-043, P-093
  test('only who may wait has the banner and can be snoozed', async () => {
    await begin('few');
    expect(await page.locator(`${at('async-banner')}, ${at('snooze-open')}`).count()).toBe(0);
    await page.keyboard.press('Control+Shift+S');
    await page.click(at('actions'));
    await page.waitForSelector(at('act-block'));
    expect(await page.locator(at('act-snooze')).count()).toBe(0);

    await begin('async');
    await page.waitForSelector(at('snooze-open'));
    expect(await page.getByText('You need not answer at once').isVisible()).toBe(false);
    await page.click(at('async-more'));
    expect(await page.getByText('You need not answer at once').isVisible()).toBe(true);
    expect(await page.getAttribute(at('async-more'), 'aria-expanded')).toBe('true');
  });

  // row: P-094, P-095
  test('three hours, a day, or a moment; a past one is refused before it is asked for', async () => {
    await begin('async');
    await page.keyboard.press('Control+Shift+S');
    await page.waitForSelector(at('snooze-3h'));
    expect(await focused(page)).toBe('snooze-3h');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.waitForSelector(at('snooze-date'));
    const wrong = async (which: 'date' | 'time', typed: string, said: string) => {
      await page.fill(at(`snooze-${which}`), typed);
      await page.click(at('snooze-confirm'));
      await page.getByRole('alert').getByText(said).waitFor();
      expect(await focused(page)).toBe(`snooze-${which}`);
      for (const one of ['date', 'time'])
        expect(await page.getAttribute(at(`snooze-${one}`), 'aria-invalid')).toBe(String(one === which));
      const by = await page.getAttribute(at(`snooze-${which}`), 'aria-describedby');
      expect(await page.innerText(`[id="${by}"]`)).toContain(said);
    };
    await wrong('date', '29/02/2020', 'This date is past.');
    await wrong('date', 'whenever', 'This date is not understood.');
    await wrong('date', '26/11/2199', 'This date is too far away');
    await page.fill(at('snooze-date'), 'tomorrow');
    await wrong('time', '', 'This time is not understood.');
    await page.fill(at('snooze-date'), 'today');
    await wrong('time', '0:00', 'This time is past today.');
    expect((await orders(page)).some((order) => order.startsWith('snooze'))).toBe(false);
    // What was understood is said in words before it is done.
    await page.fill(at('snooze-date'), 'tomorrow');
    await page.fill(at('snooze-time'), '9.30 pm');
    await page.waitForFunction(
      (id) =>
        /^Tomorrow, .*9:30\sPM \S+, in \d+ (hours|days)$/.test(document.querySelector(id)?.textContent ?? ''),
      at('snooze-said'),
    );
    // So is what is not understood, and nothing is reproached while one writes.
    await page.fill(at('snooze-date'), 'tomorr');
    await page.waitForFunction(
      (id) => document.querySelector(id)?.textContent?.startsWith('This date is not understood.'),
      at('snooze-said'),
    );
    expect(await page.getAttribute(at('snooze-date'), 'aria-invalid')).toBe('false');
    // What one field says of both, the other shows: they and the sentence are of one moment.
    for (const [typed, clock] of [
      ['9', /^9:00\sAM$/],
      ['18:30', /^6:30\sPM$/],
      ['tomorrow 9', /^9:00\sAM$/],
      ['demain 10h', /^10:00\sAM$/],
      ['in 2 hours', /^\d+:\d\d\s[AP]M$/],
      ['dans 2 heures', /^\d+:\d\d\s[AP]M$/],
    ] as const) {
      await page.fill(at('snooze-date'), typed);
      await expect.poll(() => page.inputValue(at('snooze-time'))).toMatch(clock);
      await expect
        .poll(async () => (await page.innerText(at('snooze-said'))).replace(/\s/g, ' '))
        .toContain((await page.inputValue(at('snooze-time'))).replace(/\s/g, ' '));
      expect(await page.inputValue(at('snooze-date'))).toBe(typed);
    }
    // One field is enough for both; the arrows part them.
    await page.fill(at('snooze-date'), 'tomorrow noon');
    await page.waitForFunction(
      (id) => /^Tomorrow, .*12:00\sPM \S+, in/.test(document.querySelector(id)?.textContent ?? ''),
      at('snooze-said'),
    );
    await page.focus(at('snooze-time'));
    await page.keyboard.press('ArrowDown');
    expect(await page.inputValue(at('snooze-time'))).toMatch(/^11:45\sAM$/);
    expect(await page.inputValue(at('snooze-date'))).toMatch(/^\d\d\/\d\d\/\d{4}$/);
    await page.fill(at('snooze-date'), 'tomorrow');
    await page.fill(at('snooze-time'), '9.30 pm');
    // By the arrows, too: later and earlier.
    await page.keyboard.press('ArrowUp');
    expect(await page.inputValue(at('snooze-time'))).toMatch(/^9:45\sPM$/);
    await page.focus(at('snooze-date'));
    const dates = [await page.inputValue(at('snooze-date'))];
    for (const key of ['ArrowUp', 'ArrowDown', 'ArrowDown', 'ArrowDown']) {
      await page.keyboard.press(key);
      dates.push(await page.inputValue(at('snooze-date')));
    }
    expect(dates.slice(1).every((one) => /^\d\d\/\d\d\/\d{4}$/.test(one))).toBe(true);
    // Today is the first.
    expect(dates[4]).toBe(dates[3]);
    await page.click(at('snooze-24h'));
    await page.click(at('snooze-keep'));
    await page.keyboard.press('Enter');
    await page.waitForSelector(at('shelf-c1'));
    const [, stream, until, keep] =
      (await orders(page)).findLast((one) => one.startsWith('snooze'))?.split(' ') ?? [];
    expect([stream, keep]).toEqual(['c1', 'true']);
    expect(Math.abs(Number(until) - Date.now() - 86_400_000)).toBeLessThan(60_000);
    expect(await page.locator(at('box-c1')).count()).toBe(0);
  });

  // row: P-100
  test('what was asked when the line was lost is not asked again for another moment', async () => {
    await begin('async');
    await refuse(page, 'snooze', '{"code":"unavailable","message":"The connection was lost."}');
    await page.keyboard.press('Control+Shift+S');
    await page.click(at('snooze-confirm'));
    await page.getByText('The connection was lost.').waitFor();
    expect(await orders(page)).not.toContain('withdraw c1');
    await page.click(at('snooze-24h'));
    await expect.poll(() => orders(page)).toContain('withdraw c1');
    await page.getByText('The connection was lost.').waitFor({ state: 'detached' });
  });

  test('one that is reserved says so of itself alone', async () => {
    const { page } = await gallery().open('reserved', { lang: 'fr' });
    expect(await page.innerText(at('shut'))).toMatch(/^Réservée pour vous · De Ben Osei/);
  });

  test('what is snoozed is read, not written in, and taken back', async () => {
    await begin('snoozed');
    expect(await page.locator(`${at('compose')}, ${at('transfer-open')}, ${at('close-open')}`).count()).toBe(
      0,
    );
    expect(await page.innerText(at('shut'))).toMatch(/Snoozed until .*in 2\d minutes/s);
    await page.keyboard.press('Control+Shift+E');
    expect(await page.locator('[role="dialog"]').count()).toBe(0);
    await page.click(at('shut-reopen'));
    expect(await orders(page)).toContain('wake s1');
    await page.waitForSelector(at('shelf-s1'), { state: 'detached' });
    await page.click(at('reopen-s2'));
    expect(await orders(page)).toContain('wake s2');
    await page.click(at('shelf-s3'));
    expect(await orders(page)).toContain('focus s3');
  });

  // row: P-004
  test('what was begun in one that is snoozed is seen, and can be thrown away there', async () => {
    await begin('snoozed');
    expect(await page.locator(at('shut-discard')).count()).toBe(0);
    await page.evaluate(() =>
      window.fake.tell({
        threads: window.fake.panel.threads.map((one) => ({ ...one, draft: 'The blue one is ' })),
      }),
    );
    expect(await page.innerText(at('shut-written'))).toBe('The blue one is');
    await page.click(at('shut-copy'));
    expect(await orders(page)).toContain('copyText The blue one is');
    await page.focus(at('shut-discard'));
    await page.keyboard.press('Enter');
    await page.waitForSelector(at('shut-written'), { state: 'detached' });
    expect(await orders(page)).toContain('draft s1 ');
    // What is typed next presses nothing.
    await page.waitForFunction(() => document.activeElement?.getAttribute('role') === 'log');
    // Whoever did not mean that has it back.
    await page.focus(at('shut-restore'));
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.activeElement?.getAttribute('role') === 'log');
    expect(await page.innerText(at('shut-written'))).toBe('The blue one is');
    await expect.poll(() => orders(page)).toContain('draft s1 The blue one is ');
    expect(await page.locator(at('shut-restore')).count()).toBe(0);
    await page.click(at('shut-discard'));
    await page.click(at('shut-reopen'));
    await page.waitForSelector(at('compose'));
    expect(await page.inputValue(at('compose'))).toBe('');
  });

  /** Reopens what is on screen, begins to write once that has come, and presses Send: so far away, so much later, in ms. */
  const pressesTwice = (away: number, late: number) =>
    page.evaluate(
      async ([px, ms]) => {
        const now = performance.now.bind(performance);
        const press = (id: string, clientX: number) => {
          const button = document.querySelector(`[data-testid="${id}"]`);
          for (const kind of ['mousedown', 'mouseup', 'click'])
            button?.dispatchEvent(
              new MouseEvent(kind, { bubbles: true, cancelable: true, detail: 1, clientX, clientY: 9 }),
            );
        };
        press('shut-reopen', 9);
        performance.now = () => now() + ms;
        const area = () => document.querySelector<HTMLTextAreaElement>('#compose');
        while (!area()) await new Promise(requestAnimationFrame);
        area()?.focus();
        document.execCommand('insertText', false, 'Begun before');
        await new Promise(requestAnimationFrame);
        press('send', 9 + px);
      },
      [away, late] as const,
    );

  test.each([0, 5000])(
    'Reopen pressed twice sends nothing that was begun before, %i ms late',
    async (late) => {
      await begin('snoozed');
      await pressesTwice(2, late);
      expect(await page.inputValue(at('compose'))).toBe('Begun before');
      await page.keyboard.press('Enter');
      await expect.poll(() => orders(page)).toContain('send s1 Begun before');
    },
  );

  test('Send is pressed at once by whoever goes there', async () => {
    await begin('snoozed');
    await pressesTwice(200, 0);
    await expect.poll(() => orders(page)).toContain('send s1 Begun before');
  });

  // row: P-098, P-100
  test('what is over and kept for the agent is taken as well, and what others handed over is not', async () => {
    await begin('shelf');
    expect(await page.locator(at('reopen-s4')).count()).toBe(0);
    await page.click(at('reopen-s5'));
    expect(await orders(page)).toContain('wake s5');
  });

  test('a refused reopening is told', async () => {
    await begin('shelf');
    await refuse(page, 'wake', '{"code":"wrong_state","message":"This conversation is no longer snoozed."}');
    await page.click(at('reopen-s1'));
    await page.getByText('This conversation is no longer snoozed.').waitFor();
  });
}
