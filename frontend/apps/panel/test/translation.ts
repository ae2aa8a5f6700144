import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { FakePort } from '../src/port/fake';
import type { Gallery } from './browser';
import { at, focused, heldOrders, hold, orders, refuse } from './hand';

declare const window: { fake: FakePort };

/** What is said in two languages, mostly by keyboard. */
export function translationTests(gallery: () => Gallery): void {
  let page: Page;
  let complaints: string[];

  async function begin(state: string): Promise<void> {
    ({ page, complaints } = await gallery().open(state));
    await page.click(at('compose'));
  }
  const said = async () =>
    (await orders(page)).filter((order) => /^(send|translate|setTranslation)/.test(order));
  const written = () => page.inputValue(at('compose'));

  // row: P-037
  test('a translated message shows both texts and names the languages', async () => {
    await begin('translated');
    const [theirs, ours] = [page.locator(at('line-v1')), page.locator(at('line-a1'))];
    expect(await theirs.innerText()).toMatch(
      /mon colis est arrivé sans la pompe.*Translated from French.*my parcel arrived without the pump/s,
    );
    expect(await ours.innerText()).toMatch(
      /Another one leaves today\..*Sent in French.*Une autre part aujourd’hui/s,
    );
    expect(await theirs.locator('.both-quiet').innerText()).toContain('sans la pompe');
    expect(await theirs.locator('.both-quiet').getAttribute('lang')).toBe('fr');
    expect(await ours.locator('.both-quiet').innerText()).toContain('Une autre part');
    expect(complaints).toEqual([]);
  });

  // row: P-060
  test('the first Enter shows what is sent, the second sends it; typing on shows it anew', async () => {
    await begin('translated');
    await page.keyboard.type('No, keep it all.');
    await page.keyboard.press('Enter');
    await page.waitForSelector(at('preview-text'));
    expect(await page.innerText(at('preview-text'))).toBe('Non, gardez tout.');
    expect(await page.getAttribute(at('preview-text'), 'lang')).toBe('fr-BE');
    expect([await focused(page), await written()]).toEqual(['compose', 'No, keep it all.']);
    expect(await said()).toEqual(['translate c1 No, keep it all.']);

    // Escape puts it away, and so does a changed text: nothing is sent that was not shown.
    await page.keyboard.press('Escape');
    await page.waitForSelector(at('preview-text'), { state: 'detached' });
    expect([await focused(page), await written()]).toEqual(['compose', 'No, keep it all.']);
    await page.keyboard.press('Enter');
    await page.waitForSelector(at('preview-text'));
    await page.keyboard.type(' Please.');
    await page.waitForSelector(at('preview-text'), { state: 'detached' });
    await page.keyboard.press('Enter');
    await page.waitForSelector(at('preview-text'));
    expect(await page.innerText(at('preview-text'))).toBe('« No, keep it all. Please. »');
    await page.keyboard.press('Enter');
    await page.waitForSelector(at('line-sent1'));
    expect((await said()).at(-1)).toBe(
      'sendTranslated c1 No, keep it all. Please. « No, keep it all. Please. »',
    );
    expect((await said()).filter((order) => order.startsWith('send'))).toHaveLength(1);
    expect([await focused(page), await written()]).toEqual(['compose', '']);
    expect(await page.innerText(at('line-sent1'))).toMatch(/No, keep it all\. Please\..*Sent in French/s);
  });

  // row: P-060
  test('while it is being translated Enter sends nothing, and a late answer of another text is none', async () => {
    await begin('translated');
    const answer = await hold(page, 'translate');
    await page.keyboard.type('One');
    await page.keyboard.press('Enter');
    await page.waitForSelector(`${at('preview')}[data-state="asking"]`);
    await page.keyboard.press('Enter');
    expect(await heldOrders(page)).toBe(1);
    await page.keyboard.type(' more');
    await page.waitForSelector(`${at('preview')}[data-state="none"]`, { state: 'attached' });
    await answer();
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(drawn)));
    expect(await page.getAttribute(at('preview'), 'data-state')).toBe('none');
    expect((await said()).filter((order) => order.startsWith('send'))).toEqual([]);
    expect(await written()).toBe('One more');
  });

  // row: P-060
  test('a service that fails loses no word, and sending untranslated is a deed of its own', async () => {
    await begin('translated');
    const why = 'The translation service does not answer as it should. Try again in a moment.';
    await refuse(page, 'translate', JSON.stringify({ code: 'translation_failed', message: why }));
    await page.keyboard.type('Hello');
    await page.keyboard.press('Enter');
    await page.getByText(why).waitFor();
    expect([await focused(page), await written()]).toEqual(['compose', 'Hello']);
    // Another Enter tries once more.
    await page.keyboard.press('Enter');
    await page.getByText(why).waitFor();
    expect((await said()).every((order) => order.startsWith('translate'))).toBe(true);
    await page.click(at('send-plain'));
    await page.waitForSelector(at('line-sent1'));
    expect((await said()).at(-1)).toBe('send c1 Hello');
    expect([await focused(page), await written()]).toEqual(['compose', '']);
  });

  // row: P-060
  test('the toggle names both languages, keeps the caret, and is not there without a service', async () => {
    await begin('translation-off');
    const toggle = page.locator(at('translate'));
    expect(await toggle.innerText()).toMatch(/^Translate: French ↔ English\s+off$/);
    await page.keyboard.type('Half a ');
    await toggle.click();
    await page.waitForSelector(`${at('translate')}[aria-pressed="true"]`);
    expect(await focused(page)).toBe('compose');
    expect(await said()).toEqual(['setTranslation c1 true']);
    await page.keyboard.type('sentence');
    expect(await written()).toBe('Half a sentence');
    await toggle.focus();
    await page.keyboard.press('Space');
    await page.waitForSelector(`${at('translate')}[aria-pressed="false"]`);
    await begin('few');
    expect(await page.locator(at('translate')).count()).toBe(0);
    await page.keyboard.type('Hello');
    await page.keyboard.press('Enter');
    expect(await said()).toEqual(['send c1 Hello']);
  });

  // row: P-060
  test('a message that could not be translated says so, and can be tried again', async () => {
    await begin('translation-fails');
    const line = page.locator(at('line-v2'));
    expect(await line.innerText()).toMatch(/Merci beaucoup.*does not answer as it should/s);
    await line.getByRole('button', { name: 'Try again' }).click();
    expect(await orders(page)).toContain('translateAgain c1 v2');
  });

  // row: P-061
  test('the words are checked in the language they are written in', async () => {
    await begin('translated');
    const area = page.locator(at('compose'));
    expect([await area.getAttribute('lang'), await area.getAttribute('spellcheck')]).toEqual(['en', 'true']);
    await page.click(at('translate'));
    await page.waitForSelector(`${at('compose')}[lang="fr-BE"]`);
    await page.evaluate(() => window.fake.focus('c2'));
    await page.waitForSelector(`${at('compose')}[lang="fr"]`);
    expect(await area.getAttribute('spellcheck')).toBe('true');
  });
}
