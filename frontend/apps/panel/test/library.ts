import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { FakePort } from '../src/port/fake';
import type { Gallery, Look } from './browser';
import { at, focused, heldOrders, hold, orders, refuse } from './hand';

declare const window: { fake: FakePort };

/** What is sent without being written: answers, links, offers, emoji. In a browser, mostly by keyboard. */
export function libraryTests(gallery: () => Gallery): void {
  let page: Page;

  async function begin(state: string, look: Look = {}): Promise<void> {
    ({ page } = await gallery().open(state, look));
    await page.click(at('compose'));
  }

  const written = () => page.inputValue(at('compose'));
  const sent = async () => (await orders(page)).filter((order) => order.startsWith('send'));
  const titles = (within: string) => page.locator(`${at(within)} .option-title`).allInnerTexts();
  const marked = () => page.locator('.compose-marks mark').allTextContents();
  const selected = () =>
    page.evaluate(() => {
      const area = document.getElementById('compose') as HTMLTextAreaElement;
      return area.value.slice(area.selectionStart, area.selectionEnd);
    });

  // row: P-054
  test.each([
    ['one pane', 1],
    ['two panes', 2],
  ])('what the visitor asked last stays in sight while an answer is chosen, in %s', async (_, panes) => {
    await begin(panes === 1 ? 'few' : 'two');
    await page.waitForSelector(`.panes[data-panes="${panes}"]`);
    await page.evaluate(() => {
      const { active } = window.fake.panel;
      const said = { kind: 'visitor', at: Date.now(), name: 'x' } as const;
      const text = 'How do I send it back? It came on Monday, and the box is open.';
      const lines = Array.from({ length: 30 }, (_, n) => ({ ...said, key: `m${n}`, text: `${n}` }));
      window.fake.tell({
        threadPatches: [{ stream: active, lines: [...lines, { ...said, key: 'last', text }] }],
      });
    });
    await page.waitForSelector(at('line-last'));
    await page.click(at('compose'));
    const seen = () =>
      page.waitForFunction(() => {
        const line = document.querySelector('[data-testid="line-last"]')?.getBoundingClientRect();
        if (!line) return false;
        const on = (y: number) =>
          document.elementFromPoint(line.left + 24, y)?.closest('[data-testid="line-last"]') !== null;
        return on(line.top + 4) && on(line.bottom - 4);
      });
    await seen();
    await page.keyboard.type('/');
    await page.waitForSelector(at('suggestions'));
    await seen();
    const top = () => page.$eval(at('line-last'), (line) => line.getBoundingClientRect().top);
    const stands = await top();
    expect((await titles('suggestions')).length).toBeGreaterThan(1);
    // Fewer answers leave the thread where it is.
    await page.keyboard.type('ret');
    await page.waitForFunction(
      () => document.querySelectorAll('[data-testid="suggestions"] .option').length < 3,
    );
    expect(await top()).toBe(stands);
    await page.keyboard.press('Escape');
    await page.waitForSelector(at('suggestions'), { state: 'detached' });
    await seen();
  });

  // row: P-054
  test('"/" and three letters list what fits, Enter inserts it where the caret is', async () => {
    await begin('few');
    await page.keyboard.type('Of course. !');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.type('/ret');
    await page.waitForSelector(at('suggestions'));
    expect((await titles('suggestions'))[0]).toBe('How to return');
    expect(await focused(page)).toBe('compose');
    const area = page.locator(at('compose'));
    const active = await area.getAttribute('aria-activedescendant');
    expect(await page.locator(`[id="${active}"]`).getAttribute('aria-selected')).toBe('true');
    await page.keyboard.press('Backspace');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await written()).toBe('Of course. What is in stock leaves us within two working days.!');
    await page.waitForSelector(at('suggestions'), { state: 'detached' });
    await page.keyboard.type(' Really');
    expect(await written()).toMatch(/days\. Really!$/);
    expect(await sent()).toEqual([]);
    await page.keyboard.press('Enter');
    expect(await sent()).toHaveLength(1);
  });

  // row: P-054
  test('a slip in what is searched for is said, and goes to nobody at the first Enter', async () => {
    await begin('few');
    await page.keyboard.type('/delvery');
    await page.getByText('Nothing fits “delvery”.').waitFor();
    await page.keyboard.press('Enter');
    await page.getByText('Enter once more sends it as it stands.').waitFor();
    expect(await sent()).toEqual([]);
    await page.keyboard.type('x');
    await page.keyboard.press('Enter');
    expect(await sent()).toEqual([]);
    await page.keyboard.press('Enter');
    expect(await sent()).toHaveLength(1);
    await page.waitForSelector(at('missed'), { state: 'detached' });
  });

  // row: P-054
  test('neither the button nor Escape sends a slip that was not said to be one', async () => {
    const again = () => page.getByText('Enter once more sends it as it stands.').waitFor();
    await begin('few');
    await page.keyboard.type('/delvery');
    await page.getByText('Nothing fits “delvery”.').waitFor();
    await page.click(at('send'));
    await again();
    expect(await sent()).toEqual([]);
    await page.click(at('send'));
    expect(await sent()).toHaveLength(1);

    await page.keyboard.type('/delvery');
    await page.getByText('Nothing fits “delvery”.').waitFor();
    await page.keyboard.press('Escape');
    await page.waitForSelector(at('missed'), { state: 'detached' });
    await page.keyboard.press('Enter');
    await again();
    expect(await sent()).toHaveLength(1);
    await page.keyboard.press('Enter');
    expect(await sent()).toHaveLength(2);

    // By keyboard the button is no other.
    await page.keyboard.type('/delvery');
    await page.getByText('Nothing fits “delvery”.').waitFor();
    await page.focus(at('send'));
    await page.keyboard.press('Enter');
    await again();
    expect(await sent()).toHaveLength(2);
    await page.keyboard.press('Enter');
    expect(await sent()).toHaveLength(3);
  });

  test('an answer put onto a text is words of its own', async () => {
    await begin('few');
    const take = async () => {
      await page.click(at('tool-answers'));
      await page.waitForSelector(at('tray'));
      await page.keyboard.type('deli ret');
      await page.waitForFunction(() => document.querySelectorAll('.option').length === 2);
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await page.waitForSelector(at('tray'), { state: 'detached' });
    };
    const answer = 'What is in stock leaves us within two working days.';
    await page.keyboard.type('four');
    await take();
    expect(await written()).toBe(`four ${answer}`);
    await page.keyboard.press('Shift+Enter');
    await take();
    expect(await written()).toBe(`four ${answer}\n${answer}`);
    await page.keyboard.type(' (');
    await take();
    expect(await written()).toBe(`four ${answer}\n${answer} (${answer}`);
  });

  test.each(['F1', 'Control+k', 'Control+Shift+F', 'Control+Shift+E', 'Control+Comma'])(
    'a slash finds answers also behind a dialog that was left (%s)',
    async (key) => {
      await begin('few');
      await page.keyboard.type('tea ');
      await page.keyboard.press(key);
      await page.waitForSelector('dialog[open]');
      await page.keyboard.press('Escape');
      await page.waitForSelector('dialog', { state: 'detached' });
      await page.keyboard.type('/fir');
      await page.waitForSelector(at('suggestions'));
      expect(await written()).toBe('tea /fir');
    },
  );

  test('Escape leaves the text alone, and a slash that means itself is sent', async () => {
    await begin('few');
    await page.keyboard.type('/fir');
    await page.waitForSelector(at('suggestions'));
    await page.keyboard.press('Escape');
    await page.waitForSelector(at('suggestions'), { state: 'detached' });
    expect(await written()).toBe('/fir');
    await page.keyboard.type('st');
    expect(await page.locator(at('suggestions')).count()).toBe(0);
    await page.keyboard.press('Enter');
    await page.keyboard.type('tea / ');
    await page.keyboard.press('Backspace');
    await page.waitForSelector(at('suggestions'));
    await page.keyboard.press('Enter');
    expect(await sent()).toEqual(['send c1 /first', 'send c1 tea /']);
  });

  test('who writes goes on writing when there is no library', async () => {
    await begin('few');
    await refuse(page, 'library', '{"code":"not_found","message":"Gone."}');
    await page.keyboard.type('/ret');
    await page.keyboard.press('Enter');
    expect(await sent()).toEqual(['send c1 /ret']);
  });

  // row: P-050
  // row: P-051
  test('an answer is found under its category, and goes in where the caret was', async () => {
    await begin('few');
    await page.keyboard.type('Hello! Bye.');
    for (let n = 0; n < 4; n++) await page.keyboard.press('ArrowLeft');
    await page.click(at('tool-answers'));
    await page.waitForSelector(at('tray'));
    expect(await focused(page)).toBe('tray-find');
    expect(await page.locator(`${at('tray')} .options-head`).allInnerTexts()).toEqual([
      'Mine',
      'Greetings',
      'Delivery and returns',
      'Allgemeine Geschäftsbedingungen und Widerrufsbelehrungen',
    ]);
    await page.keyboard.type('deli ret');
    await page.waitForFunction(() => document.querySelectorAll('.option').length === 2);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForSelector(at('tray'), { state: 'detached' });
    expect(await written()).toBe('Hello! What is in stock leaves us within two working days.Bye.');
    expect(await focused(page)).toBe('compose');

    // A second press, Escape and looking elsewhere close it, and nothing is lost.
    await page.click(at('tool-answers'));
    await page.waitForSelector(at('tray'));
    await page.click(at('tool-answers'));
    await page.waitForSelector(at('tray'), { state: 'detached' });
    await page.focus(at('tool-answers'));
    await page.keyboard.press('Enter');
    await page.waitForSelector(at('tray'));
    await page.keyboard.press('Escape');
    await page.waitForSelector(at('tray'), { state: 'detached' });
    expect(await focused(page)).toBe('compose');
    await page.click(at('tool-answers'));
    await page.waitForSelector(at('tray'));
    await page.click(at('compose'));
    await page.waitForSelector(at('tray'), { state: 'detached' });
    expect(await written()).toMatch(/^Hello! What/);
  });

  // row: P-053
  test('what is not known is marked, and keeps a message from being sent until it is replaced', async () => {
    await begin('few');
    await page.keyboard.type('/order');
    await page.waitForSelector(at('suggestions'));
    await page.keyboard.press('Enter');
    expect(await marked()).toEqual(['{order_number}']);
    expect(await selected()).toBe('{order_number}');
    await page.keyboard.press('End');
    await page.evaluate(() => {
      window.fake.concerns = [{ reason: 'unfilled', found: '{order_number}' }];
    });
    await page.keyboard.press('Enter');
    await page.waitForSelector(at('guard'));
    expect(await page.innerText(at('guard'))).toContain('{order_number}');
    expect(await sent()).toEqual([]);
    expect(await selected()).toBe('{order_number}');
    await page.click(at('send'), { force: true });
    expect(await sent()).toEqual([]);
    await page.keyboard.type('88 213');
    expect(await marked()).toEqual([]);
    await page.waitForSelector(at('guard'), { state: 'detached' });
    await page.keyboard.press('Enter');
    expect(await sent()).toEqual(['send c1 Your order 88 213 is on its way.']);
  });

  test('Tab leads from one thing that is to be filled in to the next, and then out', async () => {
    await begin('few');
    await page.keyboard.type('{order_number}, to {city}.');
    await page.waitForFunction(() => document.querySelectorAll('.compose-marks mark').length === 2);
    await page.keyboard.press('Home');
    await page.keyboard.press('Tab');
    expect(await selected()).toBe('{order_number}');
    await page.keyboard.type('88');
    await page.keyboard.press('Tab');
    expect(await selected()).toBe('{city}');
    await page.keyboard.type('Lyon');
    await page.keyboard.press('Tab');
    expect(await focused(page)).not.toBe('compose');
    expect(await written()).toBe('88, to Lyon.');
  });

  test('the marks lie under the words they mark', async () => {
    await begin('to-fill-in');
    const [area, mirror] = await page.evaluate(() => {
      const box = (one: Element | null) => one?.getBoundingClientRect().toJSON() as DOMRect;
      return [box(document.getElementById('compose')), box(document.querySelector('.compose-marks'))];
    });
    expect([mirror.x, mirror.y, mirror.height]).toEqual([area.x, area.y, area.height]);
    await page.evaluate(() => window.fake.orders.splice(0));
    await page.fill(at('compose'), `${'a line\n'.repeat(30)}{OP_pseudo}`);
    await page.waitForFunction(() => {
      const one = document.querySelector('.compose-marks');
      const area = document.getElementById('compose');
      return one && area && area.scrollTop > 0 && one.scrollTop === area.scrollTop;
    });
  });

  // row: P-048
  // row: P-049
  test('a link and an offer are sent by keyboard, and what is being written stays', async () => {
    await begin('few');
    await page.keyboard.type('Half a ');
    await page.click(at('tool-links'));
    await page.waitForSelector(at('tray'));
    await page.keyboard.type('six');
    await page.keyboard.press('Enter');
    await page.waitForSelector(`${at('line-sent1')}[data-form="link"]`);
    await page.keyboard.type('sentence');
    await page.click(at('tool-offers'));
    await page.waitForSelector(at('tray'));
    await page.keyboard.press('Enter');
    const offer = page.locator(`${at('line-sent2')}[data-form="offer"]`);
    await offer.waitFor();
    expect(await offer.innerText()).toContain('A reading lamp that bows');
    expect(await sent()).toEqual(['sendCard c1 link shop', 'sendCard c1 offer lamp']);
    expect(await written()).toBe('Half a sentence');
    await page.locator(`${at('line-sent1')} a`).click();
    expect(await orders(page)).toContain('openExternal https://shop.acme.test/');

    await refuse(page, 'sendCard', '{"code":"not_found","message":"The library no longer holds this."}');
    await page.click(at('tool-links'));
    await page.waitForSelector(at('tray'));
    await page.keyboard.press('Enter');
    await page.getByText('The library no longer holds this.').waitFor();

    ({ page } = await gallery().open('few', { lang: 'fr' }));
    await refuse(page, 'sendCard', '{"code":"not_found","message":"Gone.","field":"/item"}');
    await page.click(at('tool-links'));
    await page.waitForSelector(`${at('tray')} .option`);
    await page.keyboard.press('Enter');
    await page.getByText('La bibliothèque ne le contient plus.').waitFor();
  });

  // row: D-09
  test('links, offers, emoji and files have a key each, a name in the switcher and a row in the sheet', async () => {
    await begin('few');
    await page.click(at('compose'));
    await page.keyboard.type('Half a ');
    for (const [tool, key] of [
      ['links', 'Control+Shift+K'],
      ['offers', 'Control+Shift+O'],
      ['emoji', 'Control+Shift+J'],
    ] as const) {
      const button = page.locator(at(`tool-${tool}`));
      expect(await button.getAttribute('aria-keyshortcuts')).toBe(key);
      expect(await button.getAttribute('title')).toContain(`(${key.replace('Control', 'Ctrl')})`);
      await page.keyboard.press(key);
      await page.waitForSelector(at('tray'));
      expect(await button.getAttribute('aria-expanded')).toBe('true');
      await expect.poll(() => focused(page)).toBe('tray-find');
      await page.keyboard.press('Escape');
      await page.waitForSelector(at('tray'), { state: 'detached' });
      expect(await focused(page)).toBe('compose');
    }
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      page.keyboard.press('Control+Shift+P'),
    ]);
    expect(chooser.isMultiple()).toBe(true);
    // By name, with the caret in the tray once it is there, and the offer sent by one more Enter.
    await page.keyboard.press('Control+K');
    await page.waitForSelector(at('switcher-list'));
    await page.keyboard.type('send an offer');
    await page.keyboard.press('Enter');
    await page.waitForSelector(`${at('tray')} .option`);
    await expect.poll(() => focused(page)).toBe('tray-find');
    await page.keyboard.press('Enter');
    await page.waitForSelector(`${at('line-sent1')}[data-form="offer"]`);
    await page.keyboard.press('Control+K');
    await page.waitForSelector(at('switcher-list'));
    await page.keyboard.type('send a file');
    const [again] = await Promise.all([page.waitForEvent('filechooser'), page.keyboard.press('Enter')]);
    expect(again.isMultiple()).toBe(true);
    expect(await written()).toBe('Half a ');
    await page.keyboard.press('F1');
    const sheet = page.getByRole('dialog');
    await sheet.waitFor();
    for (const row of [
      'Send a link\nCtrl\nShift\nK',
      'Send an offer\nCtrl\nShift\nO',
      'Emoji\nCtrl\nShift\nJ',
      'Send a file\nCtrl\nShift\nP',
    ])
      expect(
        (await sheet.locator('.keys-row').allInnerTexts()).map((one) => one.replace(/\n+/g, '\n')),
      ).toContain(row);
    ({ page } = await gallery().open('few', { lang: 'fr' }));
    expect(await page.getAttribute(at('tool-links'), 'title')).toMatch(/\(Ctrl\+Maj\+K\)$/);
  });

  test('a tray stays under a press on its words, and when another window is looked at', async () => {
    await begin('few');
    await page.click(at('tool-answers'));
    await page.waitForSelector(at('tray'));
    await page.keyboard.type('ret');
    await page.click('.tray-foot span');
    await page.click(`${at('tray')} .options-head >> nth=0`);
    await page.evaluate(() => {
      document.hasFocus = () => false;
      (document.activeElement as HTMLElement).blur();
    });
    await page.fill(at('tray-find'), 'zzz');
    await page.click('.tray-none');
    expect(await focused(page)).toBe('tray-find');
    expect(await page.inputValue(at('tray-find'))).toBe('zzz');
    await page.click(at('tray-close'));
    await page.waitForSelector(at('tray'), { state: 'detached' });
    expect(await focused(page)).toBe('compose');
  });

  test('an Enter too many after a link sends nothing else', async () => {
    await begin('few');
    await page.keyboard.type('Half a sentence');
    await page.click(at('tool-links'));
    await page.waitForSelector(`${at('tray')} .option`);
    await page.evaluate(() => {
      const press = (repeat: boolean) =>
        document.activeElement?.dispatchEvent(
          new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true, repeat }),
        );
      press(false);
      press(false);
      press(true);
    });
    await page.waitForSelector(`${at('line-sent1')}[data-form="link"]`);
    expect(await sent()).toHaveLength(1);
    expect(await written()).toBe('Half a sentence');
  });

  // row: P-055
  test('an emoji is found by what it shows, in either language', async () => {
    await begin('few');
    await page.keyboard.type('Good  day');
    for (let n = 0; n < 4; n++) await page.keyboard.press('ArrowLeft');
    await page.click(at('tool-emoji'));
    await page.waitForSelector(at('tray'));
    await page.keyboard.type('thumbs up');
    await page.waitForFunction(() => document.querySelectorAll('.option').length === 1);
    await page.keyboard.press('Enter');
    expect(await written()).toBe('Good 👍\u{fe0f} day');
    await page.click(at('tool-emoji'));
    await page.waitForSelector(at('tray'));
    await page.click(at('emoji-group-food'));
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowDown');
    const name = await page.locator('.option[aria-selected="true"]').getAttribute('aria-label');
    expect(name).toBeTruthy();
    await page.keyboard.press('Enter');
    expect((await written()).length).toBeGreaterThan('Good 👍\u{fe0f} day'.length);

    await begin('few', { lang: 'fr' });
    await page.click(at('tool-emoji'));
    await page.waitForSelector(at('tray'));
    await page.keyboard.type('fete');
    await page.waitForFunction(() => document.querySelector('[data-testid="option-🥳"]') !== null);
  });

  // row: P-051
  // row: P-052
  test('one’s own answers: add, change, and delete only after being asked', async () => {
    await begin('few');
    await page.keyboard.type('half a ');
    await page.click(at('menu'));
    await page.click(at('menu-answers'));
    await page.click(at('category-add'));
    await page.waitForSelector(at('category-name'));
    expect(await focused(page)).toBe('category-name');
    await page.keyboard.type('Evenings');
    await page.keyboard.press('Enter');
    await page.getByText('Evenings').waitFor();
    const evenings = await page.evaluate(() => window.fake.own.categories.at(-1)?.id ?? '');
    await page.click(at(`answer-add-${evenings}`));
    // All of it is in sight, its buttons too, above those of the dialog.
    const [save, done] = [page.locator(at('answer-save')), page.locator(at('answers-done'))];
    const bottom = ((await save.boundingBox())?.y ?? 0) + ((await save.boundingBox())?.height ?? 0);
    expect(bottom).toBeLessThanOrEqual((await done.boundingBox())?.y ?? 0);
    await page.keyboard.type('Evening');
    await page.keyboard.press('Tab');
    await page.keyboard.type('Good evening, {visitor_name}.');
    await page.keyboard.press('Control+Enter');
    await page.getByText('Good evening, {visitor_name}.').waitFor();
    expect(await focused(page)).toBe(`answer-add-${evenings}`);
    const evening = await page.evaluate(() => window.fake.own.answers.at(-1)?.id ?? '');
    expect(await orders(page)).toContain(
      `putAnswer ${evening} ${evenings} Evening Good evening, {visitor_name}.`,
    );

    // What an input method composes is given up by the key that ends what is being done.
    await page.click(at('answer-edit-soon'));
    await page.locator(at('answer-text')).dispatchEvent('keydown', { key: 'Escape', isComposing: true });
    expect(await page.locator(at('answer-text')).count()).toBe(1);
    await page.keyboard.press('Escape');
    await page.waitForSelector(at('answer-text'), { state: 'detached' });
    // Escape ends what is being done.
    await page.click(at('answer-edit-soon'));
    await page.keyboard.press('Escape');
    await page.waitForSelector(at('answer-text'), { state: 'detached' });
    await refuse(page, 'putCategory', '{"code":"invalid","message":"Too long a name.","field":"name"}');
    await page.click(at('category-rename-mine'));
    await page.keyboard.type(' own');
    await page.keyboard.press('Enter');
    await page.getByText('Too long a name.').waitFor();
    expect(await page.inputValue(at('category-name'))).toBe('Mine own');
    expect(await page.getAttribute(at('category-name'), 'aria-invalid')).toBe('true');
    const why = await page.getAttribute(at('category-name'), 'aria-describedby');
    expect(await page.innerText(`[id="${why}"]`)).toBe('Too long a name.');
    await page.click(at('category-cancel'));

    await page.click(at('category-drop-mine'));
    await page.getByText('Delete “Mine” and the 2 answers under it?').waitFor();
    expect(await focused(page)).toBe('sure-no');
    expect(await orders(page)).not.toContain('removeCategory mine');
    await page.keyboard.press('Escape');
    await page.waitForSelector(at('sure-yes'), { state: 'detached' });
    expect(await focused(page)).toBe('category-drop-mine');
    expect(await page.locator(at('answer-edit-soon')).count()).toBe(1);
    await page.click(at('category-drop-mine'));
    await page.click(at('sure-yes'));
    await page.waitForSelector(at('category-drop-mine'), { state: 'detached' });
    expect(await page.locator(at(`answer-edit-${evening}`)).count()).toBe(1);
    expect(await page.locator(at('answer-edit-soon')).count()).toBe(0);
    await page.click(at('answers-done'));
    expect(await written()).toBe('half a ');
  });

  // row: P-051
  test('an answer whose saving was not heard of is saved once more as the same', async () => {
    await begin('few');
    await page.click(at('menu'));
    await page.click(at('menu-answers'));
    await refuse(page, 'putAnswer', '{"code":"unavailable","message":"No answer came."}');
    await page.click(at('answer-add-mine'));
    await page.fill(at('answer-text'), 'Twice');
    await page.click(at('answer-save'));
    await page.getByText('No answer came.').waitFor();
    await page.evaluate(() => window.fake.refuses.clear());
    await page.click(at('answer-save'));
    await page.waitForSelector(at('answer-text'), { state: 'detached' });
    const saves = (await orders(page)).filter((one) => one.endsWith('Twice'));
    expect(saves).toHaveLength(2);
    // What is wrong with one of its fields is said of that field, which has the caret.
    const said = '{"code":"invalid","message":"Too long a text.","field":"answers[7].text"}';
    await refuse(page, 'putAnswer', said);
    await page.click(at('answer-edit-soon'));
    await page.keyboard.type('x');
    await page.click(at('answer-save'));
    await page.getByText('Too long a text.').waitFor();
    await page.waitForFunction(() => document.activeElement?.getAttribute('data-testid') === 'answer-text');
    expect(await page.getAttribute(at('answer-text'), 'aria-invalid')).toBe('true');
    expect(await page.getAttribute(at('answer-title'), 'aria-invalid')).toBe('false');
    expect(new Set(saves).size).toBe(1);
  });

  // row: P-052
  test('what is written of an answer is not left by mistake, and is saved once', async () => {
    await begin('few');
    await page.click(at('menu'));
    await page.click(at('menu-answers'));
    await page.click(at('answer-add-mine'));
    await page.fill(at('answer-text'), 'Half an answer');
    const attempts = [
      () => page.keyboard.press('Escape'),
      () => page.click(at('answers-done')),
      () => page.click(at('answer-edit-soon')),
      () => page.click(at('category-drop-mine')),
      () => page.mouse.click(5, 5),
    ];
    for (const attempt of attempts) {
      await attempt();
      await page.getByText('Save what you are writing first').waitFor();
      expect(await page.inputValue(at('answer-text'))).toBe('Half an answer');
      await page.waitForFunction(
        () => document.activeElement?.getAttribute('data-testid') === 'answer-title',
      );
      await page.keyboard.press('End');
      await page.keyboard.type('!');
      await page.keyboard.press('Backspace');
      await page.getByText('Save what you are writing first').waitFor({ state: 'detached' });
    }

    const done = await hold(page, 'putAnswer');
    await page.click(at('answer-save'));
    await page.click(at('answer-save'));
    expect(await heldOrders(page)).toBe(1);
    await page.click(at('answer-cancel'), { force: true });
    expect(await page.locator(at('answer-text')).count()).toBe(1);
    await done();
    await page.waitForSelector(at('answer-text'), { state: 'detached' });
    expect((await orders(page)).filter((one) => one.startsWith('putAnswer'))).toHaveLength(1);

    // Who cancels means it.
    await page.click(at('answer-edit-soon'));
    await page.keyboard.type('x');
    await page.click(at('answer-cancel'));
    await page.waitForSelector(at('answer-text'), { state: 'detached' });
    await page.click(at('answers-done'));
    await page.waitForSelector(at('answers'), { state: 'detached' });
  });
}
