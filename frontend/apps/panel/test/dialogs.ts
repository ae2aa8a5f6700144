import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { FakePort } from '../src/port/fake';
import type { Gallery } from './browser';
import { at, hold } from './hand';

declare const window: { fake: FakePort };

/** What is true of each dialog, whatever it asks. */
export function dialogTests(gallery: () => Gallery): void {
  let page: Page;

  async function open(state: string, key: string, part: string): Promise<void> {
    ({ page } = await gallery().open(state));
    await page.click(at('compose'));
    await page.keyboard.press(key);
    await page.waitForSelector(at(part));
  }

  // row: D-10
  test.each([
    ['few', 'Control+Shift+F', 'transfer-comment'],
    ['async', 'Control+Shift+S', 'snooze-confirm'],
    ['async', 'Control+Shift+F8', 'signout-stay'],
    ['few', 'F2', 'answers-done'],
  ])('Tab goes round in a dialog of %s (%s), and so it does back', async (state, key, part) => {
    await open(state, key, part);
    const step = async (by: string) => {
      await page.keyboard.press(by);
      return page.evaluate(() => {
        const now = document.activeElement;
        const all = [...document.querySelectorAll('dialog *')];
        return now === null ? -1 : all.indexOf(now);
      });
    };
    // A list has a stop of its own on the way back: it is the same round, not the same steps.
    for (const by of ['Tab', 'Shift+Tab']) {
      const first = await step(by);
      const way = [first];
      for (let now = await step(by); now !== first && way.length < 40; now = await step(by)) way.push(now);
      expect(way).not.toContain(-1);
      expect(way.length).toBeGreaterThan(1);
      expect(way.length).toBeLessThan(40);
    }
  });

  test('a press beside a dialog leaves it, one that began in it does not', async () => {
    await open('async', 'Control+Shift+S', 'snooze-confirm');
    const box = await page.locator('.modal').boundingBox();
    if (!box) throw new Error('it is nowhere');
    await page.mouse.move(box.x + 40, box.y + 12);
    await page.mouse.down();
    await page.mouse.move(box.x - 40, box.y + 12);
    await page.mouse.up();
    expect(await page.locator('.modal').count()).toBe(1);
    await page.mouse.down();
    await page.mouse.move(box.x + 40, box.y + 12);
    await page.mouse.up();
    expect(await page.locator('.modal').count()).toBe(1);
    await page.mouse.click(box.x - 40, box.y + 12);
    await page.waitForSelector('.modal', { state: 'detached' });
    await page.waitForFunction(() => document.activeElement?.id === 'compose');
  });

  test('one that wants an answer, or does what was asked, stays', async () => {
    await open('few', 'Control+k', 'switcher-list');
    await page.evaluate(() => window.fake.ask());
    await page.waitForSelector(at('quit-stay'));
    await page.mouse.click(4, 4);
    expect(await page.locator(at('quit-stay')).count()).toBe(1);
    // The one above is left, and not the one beneath with it.
    await page.keyboard.press('Escape');
    await page.waitForSelector(at('quit-stay'), { state: 'detached' });
    expect(await page.locator(at('switcher-list')).count()).toBe(1);

    await open('async', 'Control+Shift+F8', 'end-c3');
    await page.click(at('end-c3'));
    await page.waitForSelector(at('close-confirm'));
    const closed = await hold(page, 'close');
    await page.click(at('close-confirm'));
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await page.mouse.click(4, 4);
    expect(await page.locator(at('close-confirm')).count()).toBe(1);
    await closed();
    await page.waitForSelector(at('close-confirm'), { state: 'detached' });
  });

  test('the key that gives up what an input method composes gives up nothing else', async () => {
    await open('few', 'Control+Shift+F', 'transfer-comment');
    await page.focus(at('transfer-comment'));
    await page.evaluate(() => {
      document.activeElement?.dispatchEvent(
        new KeyboardEvent('keydown', { key: 'Escape', isComposing: true, bubbles: true, cancelable: true }),
      );
    });
    expect(await page.locator('.modal').count()).toBe(1);
    // Nor does the one that goes on to the next field.
    const stays = await page.evaluate(() => {
      const tab = { key: 'Tab', bubbles: true, cancelable: true };
      const before = document.activeElement;
      before?.dispatchEvent(new KeyboardEvent('keydown', { ...tab, isComposing: true }));
      before?.dispatchEvent(new KeyboardEvent('keydown', { ...tab, keyCode: 229 }));
      return document.activeElement === before;
    });
    expect(stays).toBe(true);
    // What had the caret is gone: the key still leads out.
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await page.keyboard.press('Escape');
    await page.waitForSelector('.modal', { state: 'detached' });
  });

  test('what is noticed meanwhile can be read behind a dialog, and is read out in it', async () => {
    await open('few', 'Control+Shift+F', 'transfer-comment');
    const heard = page.locator('dialog').getByTestId('heard');
    expect(await heard.textContent()).toBe('');
    await page.evaluate(() => {
      const { notices } = window.fake.panel;
      window.fake.tell({
        notices: [...notices, { id: 990, at: 0, own: true, code: '', text: 'The line was mended.' }],
      });
    });
    await heard.getByText('The line was mended.').waitFor({ state: 'attached' });
    expect(await heard.getAttribute('role')).toBe('status');
    await page.getByTestId('notice').getByText('The line was mended.').waitFor();
  });
}
