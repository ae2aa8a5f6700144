import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { FakePort } from '../src/port/fake';
import type { Gallery } from './browser';
import { at } from './hand';

declare const window: { fake: FakePort };

/** The sentences above the conversation, in a browser. */
export function noticesTests(gallery: () => Gallery): void {
  let page: Page;

  test.each([
    [1280, 720, 'notice', 2, 0.15],
    [640, 360, 'notices-newest', 1, 0.1],
  ])(
    'of many notices at %i by %i the newest are shown, and the others on demand',
    async (width, height, newest, most, share) => {
      ({ page } = await gallery().open('many-notices', { width, height }));
      const notices = page.locator(at('notice'));
      expect(await page.locator(at(newest)).count()).toBe(most);
      expect(await page.locator(at(newest)).last().innerText()).toContain('AC 4712');
      const bars = page.locator('.notices');
      expect((await bars.boundingBox())?.height).toBeLessThan(height * share);
      const list = page.locator(at('notices'));
      expect(await list.evaluate((one) => one.scrollHeight - one.clientHeight)).toBe(0);
      expect(await page.innerText(at('notices-more'))).toBe(`${12 - most} more`);
      await page.click(at('notices-more'));
      expect(await notices.count()).toBe(12);
      expect((await bars.boundingBox())?.height).toBeLessThan(height * 0.5);
      await page.click(at('notices-more'));
      expect(await page.locator(at(newest)).count()).toBe(most);
      await page.click(at('notices-all'));
      await page.locator(at(newest)).first().waitFor({ state: 'detached' });
      expect(await page.locator(at('notices-more')).count()).toBe(0);
    },
  );

  test('who dismisses one notice after the other in one place presses nothing that comes there', async () => {
    ({ page } = await gallery().open('many-notices'));
    const dismiss = page.locator(`${at('notice')} button`);
    const at1 = await dismiss.first().boundingBox();
    if (!at1) throw new Error('there is no notice');
    await page.mouse.move(at1.x + at1.width / 2, at1.y + at1.height / 2);
    const left = () => page.evaluate(() => window.fake.panel.notices.length);
    for (let n = 0; n < 16; n++) {
      const before = await left();
      await page.mouse.down();
      await page.mouse.up();
      if (n < 11) await expect.poll(left).toBe(before - 1);
    }
    expect(await page.locator('[role="dialog"]').count()).toBe(0);
    const head = () => page.locator('.head').first().boundingBox();
    const held = (await head())?.y ?? 0;
    await page.mouse.move(at1.x, at1.y + 300);
    await expect.poll(async () => (await head())?.y ?? held).toBeLessThan(held);
  });

  test('by keyboard the next notice is at hand', async () => {
    ({ page } = await gallery().open('few'));
    await page
      .locator(`${at('notice')} button`)
      .first()
      .focus();
    await page.keyboard.press('Enter');
    await page.locator(at('notice')).nth(1).waitFor({ state: 'detached' });
    expect(await page.evaluate(() => document.activeElement?.closest('.notice')?.textContent)).toMatch(
      /4708/,
    );
  });
}
