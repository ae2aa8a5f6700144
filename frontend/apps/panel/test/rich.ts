import { expect, test } from 'vitest';
import type { Gallery } from './browser';
import { at, focused, orders } from './hand';

/** What is read, with plain blanks. */
const plain = (text: string) => text.replace(/\s+/g, ' ');

/** Cards, products and carousels. */
export function richTests(gallery: () => Gallery): void {
  // row: P-040
  test('a card and a product say what they are, and their links leave by the one door', async () => {
    const { page, complaints } = await gallery().open('rich');
    const [card, product] = [page.locator(at('line-c')), page.locator(at('line-p'))];
    expect(await card.innerText()).toContain('Draw around both feet');
    await card.getByRole('link', { name: 'The table of sizes' }).click();
    await card.getByRole('link', { name: /^Picture from shop\.acme\.test$/ }).click();
    expect(plain(await product.innerText())).toContain('€149.50 instead of €189.00');
    expect(await product.innerText()).toContain('Available');
    await product.getByRole('link', { name: 'Ridge boots' }).click();
    expect((await orders(page)).filter((order) => order.startsWith('openExternal'))).toEqual([
      'openExternal https://shop.acme.test/sizes',
      'openExternal https://shop.acme.test/pictures/feet.jpg',
      'openExternal https://shop.acme.test/boots',
    ]);
    // The window fetches no picture.
    expect(await page.locator('img').count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  // row: P-039
  test('a choice shows its question, its options, and which one was taken', async () => {
    const { page } = await gallery().open('choice');
    const said = (key: string) =>
      page
        .locator(at(`line-${key}`))
        .innerText()
        .then(plain);
    expect(await said('c1')).toMatch(
      /Which one do you have\? Ridge 2 Ridge 4 , chosen One of the older tents/,
    );
    expect(await page.locator(`${at('line-c1')} [data-taken="true"]`).count()).toBe(1);
    expect(await said('c2')).toMatch(/This year Longer Answered in their own words/);
    expect(await page.locator(`${at('line-c2')} [data-taken="true"]`).count()).toBe(0);
    expect(await said('c4')).toMatch(/Wood Steel Another choice was answered instead/);
    expect(await said('c3')).toMatch(/The pole The cloth Not answered yet/);
  });

  // row: P-040
  test('prices are written in the agent’s language', async () => {
    const { page } = await gallery().open('rich', { lang: 'fr' });
    expect(plain(await page.locator(at('line-p')).innerText())).toContain('149,50 € au lieu de 189,00 €');
  });

  // row: P-040
  test('a carousel goes on by keyboard and by its buttons, and tells where it stands', async () => {
    const { page } = await gallery().open('carousel');
    const line = page.locator(at('line-cp'));
    const place = () => line.locator(at('carousel-place')).innerText();
    const shown = () =>
      line.locator('.carousel-strip').evaluate((e) => Math.round(e.scrollLeft / e.clientWidth) + 1);
    const strip = line.locator('.carousel-strip');
    await strip.focus();
    await page.keyboard.press('ArrowRight');
    expect([await place(), await shown()]).toEqual(['2 of 3', 2]);
    expect(await line.getByRole('status').innerText()).toMatch(/^2 of 3: .*A name that goes on/);
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowRight');
    expect([await place(), await shown()]).toEqual(['3 of 3', 3]);
    // What is no address of the web is text.
    expect(await line.locator('li').nth(2).locator('a').count()).toBe(0);
    await page.keyboard.press('Home');
    expect([await place(), await shown()]).toEqual(['1 of 3', 1]);

    // Who writes goes on writing while the mouse turns the pages.
    await page.click(at('compose'));
    await page.keyboard.type('Half a ');
    await line.getByRole('button', { name: 'The next one' }).click();
    expect([await place(), await shown()]).toEqual(['2 of 3', 2]);
    expect(await focused(page)).toBe('compose');
    await line.getByRole('button', { name: 'The one before' }).click();
    expect(await place()).toBe('1 of 3');
    expect(await line.getByRole('button', { name: 'The one before' }).isDisabled()).toBe(true);
    // A swipe scrolls the strip, and is followed.
    await strip.evaluate((e) => e.scrollTo({ left: e.clientWidth * 2 }));
    await expect.poll(place).toBe('3 of 3');
  });

  // row: P-040
  test.each(['told', 'not told'])(
    'who presses "next" while a carousel still glides goes one further, where its rest is %s',
    async (rest) => {
      const { page } = await gallery().open('carousel', { moving: true });
      const line = page.locator(at('line-cp'));
      const place = () => line.locator(at('carousel-place')).innerText();
      const strip = line.locator('.carousel-strip');
      const shown = () => strip.evaluate((e) => e.scrollLeft / e.clientWidth + 1);
      // An engine that does not tell it is played by keeping it back.
      if (rest === 'not told')
        await page.evaluate(() => window.addEventListener('scrollend', (e) => e.stopPropagation(), true));
      await strip.evaluate((e) => {
        const next = () =>
          e.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }));
        // A press comes when the step before it is seen to have begun.
        let seen = 0;
        e.addEventListener('scroll', () => {
          seen++;
          if (seen === 2) setTimeout(next);
        });
        next();
      });
      await expect.poll(shown).toBe(3);
      expect(await place()).toBe('3 of 3');
      // Whoever takes it in hand then is followed.
      await strip.evaluate((e) => e.scrollTo({ left: 0 }));
      await expect.poll(place).toBe('1 of 3');
    },
  );
}
