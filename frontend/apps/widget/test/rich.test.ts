import { mkdir } from 'node:fs/promises';
import type { BrowserContextOptions } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { Desk } from '../../../packages/link/src/testing/desk';
import { axe } from './axe';
import { Stage, type Visit } from './stage';

const stage = new Stage();
const folder = process.env.PARLEY_LOOK ?? '';
let v: Visit;

async function talk(path = '/', options: BrowserContextOptions = {}): Promise<void> {
  await v?.close();
  stage.desk = new Desk(() => Date.now());
  v = await stage.visit(path, options);
  await v.open();
  await v.write('Hello');
  stage.desk.join('Ada');
}

beforeAll(async () => {
  await stage.start();
  stage.pages.set('/fr', { lang: 'fr' });
  if (folder) await mkdir(folder, { recursive: true });
}, 60_000);
afterAll(() => stage.stop());
beforeEach(() => talk());
afterEach(() => v.close());

const slides = () => v.inside.locator('.slide');
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');
const shot = async (name: string) => {
  if (folder) await v.page.screenshot({ path: `${folder}/rich-${name}.png` });
};

const lamp = () => ({
  picture: `${stage.server}/demo/wren-lamp.svg`,
  name: 'The Wren lamp, with its bulb, its shade and everything else that belongs to a lamp',
  price: 12900,
  offerPrice: 9950,
  currency: 'EUR',
  digits: 2,
  description: 'A reading lamp that bows, and stays where it is put.',
  available: true,
  url: `${stage.server}/demo/wren-lamp.html`,
});
const card = () => ({
  picture: `${stage.server}/demo/wren-lamp.svg`,
  title: 'How to choose <b>a lamp</b>',
  text: 'For reading.\nFor eating.',
  actions: [
    { label: 'All lamps', url: `${stage.server}/demo/` },
    { label: 'A long name for something that can be done about it', url: 'https://shop.example/ask' },
  ],
});

// row: P-040
test('a card and a product show picture, words and price, and their links open beside the page', {
  timeout: 30_000,
}, async () => {
  stage.desk.push('Ada', 'card', { cards: [card()] });
  stage.desk.push('Ada', 'product', { products: [lamp()] });
  await slides().nth(1).waitFor();
  const [first, second] = [slides().nth(0), slides().nth(1)];
  expect(await first.locator('.slide-title').textContent()).toBe('How to choose <b>a lamp</b>');
  expect(await first.locator('.slide-text').textContent()).toBe('For reading.\nFor eating.');
  const link = v.inside.getByRole('link', { name: /^All lamps/ });
  expect(await link.getAttribute('rel')).toContain('noopener noreferrer');
  expect(await link.getAttribute('target')).toBe('_blank');
  await expect
    .poll(() => first.locator('img').evaluate((e) => (e as HTMLImageElement).naturalWidth), { timeout: 5000 })
    .toBeGreaterThan(0);
  expect(await first.locator('img').evaluate((e) => [e.clientWidth, e.clientHeight])).toEqual([240, 120]);
  expect(await second.innerText()).toMatch(/€99\.50.*€129\.00.*Available/s);
  for (const way of await v.inside.locator('.slide-way').all())
    expect((await way.boundingBox())?.height).toBeGreaterThanOrEqual(44);
  // A long name has one line.
  expect(await second.locator('.slide-title').evaluate((e) => e.clientHeight)).toBeLessThan(30);
  const [page] = await Promise.all([
    v.page.context().waitForEvent('page'),
    second.click({ position: { x: 20, y: 20 } }),
  ]);
  await page.waitForURL('**/demo/wren-lamp.html');
  await page.close();
  await shot('card');
  expect(await axe(v.frame())).toEqual([]);
  expect(v.errors.filter((e) => !e.includes('ERR_'))).toEqual([]);
});

// row: P-040
test('a carousel is turned by arrow keys, by its buttons and by a swipe, and tells its place', {
  timeout: 30_000,
}, async () => {
  const { offerPrice: _, picture: __, ...tea } = lamp();
  const products = [
    lamp(),
    { ...tea, name: 'Tea', price: 1200, currency: 'JPY', digits: 0, available: false },
  ];
  stage.desk.push('Ada', 'carousel', { products: [...products, { ...tea, name: 'Third' }] });
  await slides().nth(2).waitFor();
  const strip = v.inside.locator('.carousel-strip');
  const place = () => v.inside.locator('.carousel-ways span').innerText();
  const shown = () => strip.evaluate((e) => Math.round(e.scrollLeft / e.clientWidth) + 1);
  await strip.focus();
  await v.page.keyboard.press('ArrowRight');
  expect(await place()).toBe('2 of 3');
  await expect.poll(shown, { timeout: 5000 }).toBe(2);
  expect(await v.inside.locator('.carousel [aria-live]').textContent()).toBe('2 of 3: Tea');
  await v.inside.getByRole('button', { name: 'The next one' }).click();
  await expect.poll(shown, { timeout: 5000 }).toBe(3);
  expect(await place()).toBe('3 of 3');
  await strip.evaluate((e) => e.scrollTo({ left: 0, behavior: 'instant' }));
  await expect.poll(place, { timeout: 5000 }).toBe('1 of 3');
  // A press while it still glides goes one further.
  await strip.evaluate((e) => {
    const next = () => e.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }));
    let seen = 0;
    e.addEventListener('scroll', () => {
      seen++;
      if (seen === 2) setTimeout(next);
    });
    next();
  });
  await expect.poll(shown, { timeout: 5000 }).toBe(3);
  expect(await place()).toBe('3 of 3');
  await strip.evaluate((e) => e.scrollTo({ left: 0, behavior: 'instant' }));
  await expect.poll(place, { timeout: 5000 }).toBe('1 of 3');
  // The keyboard reaches what is on the next ones, and they come into view.
  await v.inside.getByRole('link', { name: /^Tea/ }).focus();
  await expect.poll(place, { timeout: 5000 }).toBe('2 of 3');
  await shot('carousel');
  expect(await axe(v.frame())).toEqual([]);
});

// row: P-040
test('on a phone, in French and in the dark the prices are the place’s', { timeout: 30_000 }, async () => {
  const phone = {
    viewport: { width: 390, height: 700 },
    hasTouch: true,
    colorScheme: 'dark',
    locale: 'fr-FR',
  } as const;
  await talk('/fr', phone);
  stage.desk.push('Ada', 'carousel', { products: [lamp(), lamp()] });
  await slides().nth(1).waitFor();
  expect(plain(await slides().first().innerText())).toContain('99,50 €');
  expect(await v.inside.locator('.carousel-ways span').innerText()).toBe('1 sur 2');
  await v.page.waitForTimeout(300);
  await shot('phone-fr-dark');
  expect(await axe(v.frame())).toEqual([]);
});

test('what is no address of the web is neither link nor picture', { timeout: 30_000 }, async () => {
  stage.desk.push('Ada', 'product', {
    products: [{ ...lamp(), picture: 'data:image/svg+xml,<svg/>', url: 'javascript:alert(1)' }],
  });
  stage.desk.push('Ada', 'card', {
    cards: [
      {
        ...card(),
        picture: `${stage.server}/demo/none.svg`,
        actions: [{ label: 'Look', url: 'https://a@evil.example/' }],
      },
    ],
  });
  await slides().nth(1).waitFor();
  await expect.poll(() => v.inside.locator('.slide img').count(), { timeout: 5000 }).toBe(0);
  expect(await v.inside.locator('.thread a').count()).toBe(0);
  expect(await slides().nth(1).innerText()).toContain('Look');
});

// row: P-039
test('an option is pressed once, and its words are the visitor’s', { timeout: 30_000 }, async () => {
  const question = { question: 'Which one do you have?', options: ['Ridge 2', 'Ridge 4'] };
  stage.desk.push('Ada', 'choice', { choice: question });
  const option = (name: string) => v.inside.getByRole('button', { name, exact: true });
  await option('Ridge 4').waitFor();
  // It is read out, with what there is to choose from.
  await expect
    .poll(() => v.inside.locator('.hidden[aria-live]').allTextContents())
    .toContain('Ada: Which one do you have? Ridge 2, Ridge 4');
  expect(await axe(v.frame())).toEqual([]);
  await shot('choice');
  expect((await option('Ridge 4').boundingBox())?.height).toBeGreaterThanOrEqual(44);
  await option('Ridge 4').focus();
  await v.page.keyboard.press('Enter');
  await v.inside.locator('.mine .text', { hasText: 'Ridge 4' }).waitFor();
  await expect
    .poll(() => stage.desk.latest.events.filter((e) => e.from === 'visitor').map((e) => e.text))
    .toEqual(['Hello', 'Ridge 4']);
  await option('Ridge 4').waitFor({ state: 'detached' });
  expect(await v.inside.locator('.choice-way.taken').textContent()).toBe('Ridge 4, chosen');
  expect(await v.inside.locator('.thread').evaluate((e) => e === document.activeElement)).toBe(true);
  await shot('choice-taken');
  // Own words answer too.
  stage.desk.push('Ada', 'choice', { choice: { ...question, question: 'And since when?' } });
  await option('Ridge 2').waitFor();
  await v.write('I do not know');
  await option('Ridge 2').waitFor({ state: 'detached' });
  expect(await v.inside.locator('.choice-way.taken').count()).toBe(1);
});
