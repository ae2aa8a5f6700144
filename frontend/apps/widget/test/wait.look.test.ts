// Draws what a visitor sees of offer, wait and end into the folder PARLEY_LOOK, for human eyes.
import { mkdir } from 'node:fs/promises';
import { type BrowserContextOptions, devices } from 'playwright-core';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { Desk } from '../../../packages/link/src/testing/desk';
import { Stage, type Visit } from './stage';

const folder = process.env.PARLEY_LOOK ?? '';
const phone = { ...devices['iPhone 13'], viewport: { width: 390, height: 844 } };
const desktop = { viewport: { width: 1280, height: 800 } };
const kinds: [string, string, BrowserContextOptions][] = [
  ['desk-light-en', '/', { ...desktop }],
  ['desk-dark-fr', '/fr', { ...desktop, colorScheme: 'dark', locale: 'fr-FR' }],
  ['phone-light-fr', '/fr', { ...phone, locale: 'fr-FR' }],
  ['phone-dark-en', '/', { ...phone, colorScheme: 'dark' }],
  ['least-light-fr', '/fr', { ...phone, viewport: { width: 360, height: 640 }, locale: 'fr-FR' }],
  ['desk-forced-en', '/', { ...desktop, forcedColors: 'active' }],
];
const minute = 60_000;

describe.runIf(folder)('pictures', () => {
  const stage = new Stage();
  beforeAll(async () => {
    await mkdir(folder, { recursive: true });
    await stage.start();
    stage.pages.set('/fr', { lang: 'fr' });
  });
  afterAll(() => stage.stop());

  test.each(kinds)('%s', { timeout: 90_000 }, async (name, path, options) => {
    stage.desk = new Desk(() => Date.now());
    const v: Visit = await stage.visit(path, options);
    let n = 10;
    const shot = async (what: string) => {
      await v.page.waitForTimeout(350);
      await v.page.screenshot({ path: `${folder}/wait-${name}-${n++}-${what}.png` });
    };
    await v.open();
    for (const state of ['busy', 'offline'] as const) {
      for (const async of [true, false]) {
        stage.desk.offers({ state, async });
        await shot(`${state}-${async ? 'async' : 'sync'}`);
      }
    }
    await v.field.fill('Do you deliver to the islands?\nI need it before Friday.');
    await shot('shut-typed');
    stage.desk.offers({ state: 'none', async: false });
    await shot('none-typed');
    await v.field.fill('');
    stage.desk.offers({ state: 'none', async: false, stays: true });
    await shot('none');
    stage.desk.offers({ state: 'online', async: true });
    stage.desk.refuse = [{ code: 'queue_full', message: 'No.' }];
    await v.field.fill('Do you deliver to the islands?');
    await v.field.press('Enter');
    await shot('queue-full');
    stage.desk.offers({ state: 'offline', async: true, mail: true });
    await v.field.press('Enter');
    await shot('kept');
    stage.desk.wait(2, { estimate: 4 * minute });
    await shot('estimate');
    stage.desk.wait(0);
    await v.inside.locator('.told button').click();
    await shot('address');
    await v.inside.locator('.asks input').fill('ada.lovelace@home');
    await v.inside.locator('.asks .strong').click();
    await shot('address-wrong');
    await v.inside.locator('.asks input').fill('ada.lovelace@correspondence.example');
    await v.inside.locator('.asks .strong').click();
    stage.desk.wait(1, { estimate: 4 * minute, exceeded: true });
    await shot('exceeded');
    stage.desk.join('Ada');
    stage.desk.say('Ada', 'Yes, on Thursdays.');
    stage.desk.happen('waiting');
    stage.desk.join('Ben');
    stage.desk.happen('transferred');
    stage.desk.join('Cleo');
    await v.write('And on Saturdays?');
    stage.desk.warn(Date.now() + minute);
    await shot('warned');
    await v.field.fill('unsent');
    stage.desk.end('inactive');
    await shot('inactive');
    stage.desk.offers({ state: 'online', async: false });
    await v.field.fill('');
    await v.write('Anybody?');
    stage.desk.end('nobody_free');
    await shot('dropped');
    stage.desk.offer = { state: 'none', async: false };
    await v.field.fill('');
    stage.desk.offers(stage.desk.offer);
    await shot('blocked');
    await v.inside.getByRole('button', { name: /Minimise|Réduire/ }).click();
    await shot('gone');
    await v.close();
  });
});
