import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { Desk } from '../../../packages/link/src/testing/desk';
import { axe } from './axe';
import { Stage, type Visit } from './stage';

const stage = new Stage();
let v: Visit;

beforeAll(() => stage.start(), 60_000);
afterAll(() => stage.stop());
beforeEach(async () => {
  stage.desk = new Desk(() => Date.now());
  v = await stage.visit();
  await v.open();
  await v.write('Hello');
  stage.desk.join('Ada');
});
afterEach(() => v.close());

const cards = () => v.inside.locator('.sent-card');

// row: P-048
// row: P-049
test('a link is followed by its title, an offer shows picture, text and link', {
  timeout: 30_000,
}, async () => {
  stage.desk.send('Ada', 'link', { title: 'The manual', url: 'https://shop.example/manual' });
  stage.desk.send('Ada', 'offer', {
    title: 'A lamp <b>with</b> its bulb',
    text: 'Only today.\nTwo of them.',
    picture: `${stage.server}/demo/wren-lamp.svg`,
    url: `${stage.server}/demo/wren-lamp.html`,
  });
  await cards().nth(1).waitFor();
  const [link, offer] = [v.inside.getByRole('link', { name: /^The manual/ }), cards().nth(1)];
  expect(await link.getAttribute('href')).toBe('https://shop.example/manual');
  expect(await link.getAttribute('rel')).toContain('noopener noreferrer');
  expect(await cards().first().locator('.card-host').textContent()).toBe('shop.example');
  expect(await offer.locator('.card-title').textContent()).toBe('A lamp <b>with</b> its bulb');
  expect(await offer.locator('.card-text').textContent()).toBe('Only today.\nTwo of them.');
  await expect
    .poll(() => offer.locator('img').evaluate((e) => (e as HTMLImageElement).naturalWidth), { timeout: 5000 })
    .toBeGreaterThan(0);
  // All of the card is the link, and the keyboard reaches it.
  const [page] = await Promise.all([
    v.page.context().waitForEvent('page'),
    offer.click({ position: { x: 20, y: 20 } }),
  ]);
  await page.waitForURL('**/demo/wren-lamp.html');
  await page.close();
  expect(await axe(v.frame())).toEqual([]);
  expect(v.errors.filter((e) => !e.includes('ERR_'))).toEqual([]);
});

test('a picture that is not there takes no room, and no address becomes a script', {
  timeout: 30_000,
}, async () => {
  stage.desk.send('Ada', 'offer', {
    title: 'Broken',
    text: 'Without a picture',
    picture: `${stage.server}/demo/none.svg`,
    url: 'javascript:alert(1)',
  });
  stage.desk.send('Ada', 'link', { title: 'Hidden', url: 'https://good.example@evil.example/' });
  stage.desk.send('Ada', 'offer', {
    title: 'Data',
    text: 'x',
    picture: 'data:image/svg+xml,<svg/>',
    url: 'https://a.example',
  });
  await cards().nth(2).waitFor();
  await expect.poll(() => cards().first().locator('img').count(), { timeout: 5000 }).toBe(0);
  expect(await cards().nth(2).locator('img').count()).toBe(0);
  expect(await v.inside.locator('.thread a').count()).toBe(1);
});
