// Draws the widget in many states into the folder PARLEY_LOOK, for human eyes.
import { mkdir } from 'node:fs/promises';
import { type BrowserContextOptions, devices } from 'playwright-core';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { Desk } from '../../../packages/link/src/testing/desk';
import { Stage } from './stage';

const folder = process.env.PARLEY_LOOK ?? '';
const phone = { ...devices['iPhone 13'], viewport: { width: 390, height: 844 } };
const desktop = { viewport: { width: 1280, height: 800 } };
const kinds: [string, string, BrowserContextOptions][] = [
  ['desk-light-en', '/', { ...desktop }],
  ['desk-dark-fr', '/fr', { ...desktop, colorScheme: 'dark', locale: 'fr-FR' }],
  ['phone-light-fr', '/fr', { ...phone, locale: 'fr-FR' }],
  ['phone-dark-en', '/', { ...phone, colorScheme: 'dark' }],
  [
    'small-dark-fr',
    '/fr',
    { ...phone, viewport: { width: 320, height: 568 }, colorScheme: 'dark', locale: 'fr-FR' },
  ],
  ['small-light-en', '/', { ...phone, viewport: { width: 375, height: 667 } }],
  ['least-light-fr', '/fr', { ...phone, viewport: { width: 360, height: 640 }, locale: 'fr-FR' }],
  ['across-dark-en', '/', { ...phone, viewport: { width: 667, height: 375 }, colorScheme: 'dark' }],
  ['desk-colour-en', '/colour', { ...desktop }],
  ['desk-zoom-en', '/', { viewport: { width: 640, height: 400 } }],
  ['desk-forced-en', '/', { ...desktop, forcedColors: 'active' }],
];

describe.runIf(folder)('pictures', () => {
  const stage = new Stage();
  beforeAll(async () => {
    await mkdir(folder, { recursive: true });
    await stage.start();
    stage.pages.set('/fr', { lang: 'fr' });
    stage.pages.set('/colour', { attributes: 'data-color="#e8b100" data-theme="light"' });
  });
  afterAll(() => stage.stop());

  test.each(kinds)(
    '%s',
    async (name, path, options) => {
      stage.desk = new Desk(() => Date.now());
      const v = await stage.visit(path, options);
      let n = 0;
      const shot = async (what: string) => {
        await v.page.waitForTimeout(350);
        await v.page.screenshot({ path: `${folder}/${name}-${n++}-${what}.png` });
      };
      await shot('closed');
      await v.open();
      await shot('welcome');
      await v.write('Hello, is the Ashby chair in stock?');
      await shot('waiting');
      stage.desk.join('Ada');
      stage.desk.say('Ada', 'Good morning! Let me look for you.');
      stage.desk.say(
        'Ada',
        'Yes: four of them. See https://shop.example/ashby-chair?colour=oak&size=45 (and the drawing).',
      );
      await v.write(
        'Two, please.\nAnd can they be delivered on a Saturday? I am away all week and my neighbour is deaf.',
      );
      stage.desk.typing(true);
      await shot('talk');
      stage.desk.join('Maximiliane-Alexandra von Hohenlohe-Schillingsfürst');
      stage.desk.say(
        'Maximiliane-Alexandra von Hohenlohe-Schillingsfürst',
        'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft. ok',
      );
      await shot('long');
      stage.desk.send('Ada', 'link', { title: 'All six things in the shop', url: `${stage.server}/demo/` });
      stage.desk.send('Ada', 'offer', {
        title: 'The Wren lamp, with its bulb',
        text: 'A reading lamp that bows, and stays where it is put. This week it comes with a second bulb.',
        picture: `${stage.server}/demo/wren-lamp.svg`,
        url: `${stage.server}/demo/wren-lamp.html`,
      });
      await shot('cards');
      for (const [name, kind] of [
        ['Invoice 2026-114.pdf', 'pdf'],
        ['price list.xlsx', 'xlsx'],
        ['how to fold the tent, once more and slowly.pptx', 'pptx'],
        ['folding.webm', 'webm'],
        ['voice message.m4a', 'm4a'],
        ['all manuals.zip', 'zip'],
      ] as const)
        stage.desk.hand('Ada', { id: `f_${kind}`, name, kind, size: 1_240_000 });
      await shot('files');
      stage.desk.refuse = [{ code: 'rate_limited', message: 'A little slower, please.' }];
      await v.write('This one is refused');
      await shot('failed');
      stage.up = false;
      stage.cut();
      await v.write('Written without a line');
      await v.field.fill('word '.repeat(1560));
      await v.page.waitForTimeout(2800);
      await shot('lost');
      stage.up = true;
      await v.inside.getByText('Written without a line').waitFor();
      await v.page.waitForTimeout(4000);
      await v.field.fill('');
      await v.inside.getByRole('button', { name: /^(End chat|Terminer)$/ }).click();
      await shot('ask');
      await v.field.press('Escape');
      await v.page.waitForTimeout(300);
      stage.desk.say('Ada', 'One more thing.');
      stage.desk.say('Ada', 'We wrap them in wool.');
      await shot('minimised');
      await v.launcher.click();
      await shot('unread');
      stage.desk.end();
      await shot('ended');
      await v.page.waitForTimeout(2300);
      await shot('reduced');
      await v.close();
    },
    60_000,
  );

  test('the shop', { timeout: 60_000 }, async () => {
    for (const [name, options] of [
      ['shop', desktop],
      ['shop-phone', phone],
    ] as const) {
      const v = await stage.visit(`${stage.server}/demo/`, options);
      await v.page.screenshot({ path: `${folder}/${name}-0.png`, fullPage: true });
      await v.go(`${stage.server}/demo/moor-throw.html`);
      await v.page.screenshot({ path: `${folder}/${name}-1.png` });
      await v.go(`${stage.server}/demo/strict.html`);
      await v.page.screenshot({ path: `${folder}/${name}-2.png` });
      await v.close();
    }
  });
});
