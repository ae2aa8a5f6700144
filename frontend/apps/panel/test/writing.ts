import type { Concern } from '@parley/wire';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { FakePort } from '../src/port/fake';
import type { Gallery, Look } from './browser';
import { at, focused, heldOrders, hold, orders, refuse } from './hand';

declare const window: { fake: FakePort };

/** What helps an agent who writes, in a browser and by keyboard alone. */
export function writingTests(gallery: () => Gallery): void {
  let page: Page;

  async function begin(state: string, look: Look = {}): Promise<void> {
    ({ page } = await gallery().open(state, look));
    await page.click(at('compose'));
  }

  const written = () => page.inputValue(at('compose'));
  const sent = async () => (await orders(page)).filter((order) => order.startsWith('send'));
  const caret = () =>
    page.evaluate(() => {
      const area = document.getElementById('compose') as HTMLTextAreaElement;
      return area.selectionStart;
    });
  /** Has the program ask about the next message. */
  const ask = (...concerns: Concern[]) =>
    page.evaluate((list) => {
      window.fake.concerns = list;
    }, concerns);
  /** Long enough that a key is no second press of the one before. */
  const settle = () => page.waitForTimeout(550);
  const choose = (change: object) =>
    page.evaluate((some) => {
      const { session } = window.fake.panel;
      window.fake.tell({ session: { ...session, writing: { ...session.writing, ...some } } });
    }, change);

  // row: B-09
  test('what is asked is asked beside the text: nothing is sent, the caret stays, one key sends anyway', async () => {
    await begin('few');
    await page.keyboard.type('Yes, in red.');
    for (let n = 0; n < 4; n++) await page.keyboard.press('ArrowLeft');
    await ask(
      { reason: 'visitor_wrote', found: 'In blue, I mean' },
      { reason: 'other_name', found: 'Mathieu' },
      { reason: 'colleague_answered', found: 'It is gone.', by: 'Ben' },
    );
    await page.keyboard.press('Enter');
    await page.waitForSelector(at('guard'));
    expect(await page.locator(`${at('guard')} li`).allInnerTexts()).toEqual([
      'Ines Carvalho wrote meanwhile: “In blue, I mean”',
      'You have another visitor open who is called “Mathieu”.',
      'Ben answered meanwhile: “It is gone.”',
    ]);
    expect(await focused(page)).toBe('compose');
    expect([await written(), await caret()]).toEqual(['Yes, in red.', 8]);
    // It is read out without taking anybody from where they are.
    const spoken = page.locator('.compose [role="status"]', { hasText: 'Not sent yet.' });
    expect(await spoken.innerText()).toContain('In blue, I mean');
    // Neither the key that asked nor a second press of the one that answers is an answer.
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+Enter');
    expect(await sent()).toEqual([]);
    // But it is not lost without a word.
    await page.waitForSelector(at('guard-early'));
    expect(await page.locator('.compose [role="status"]', { hasText: 'too soon' }).count()).toBe(1);
    await settle();
    await page.keyboard.press('Enter');
    expect(await sent()).toEqual([]);
    await page.keyboard.press('Control+Enter');
    await page.waitForSelector(at('guard'), { state: 'detached' });
    expect(await sent()).toEqual(['send c1 Yes, in red.']);
    expect(await written()).toBe('');
  });

  // row: B-09
  test('Escape and going on to write put it away', async () => {
    await begin('few');
    await page.keyboard.type('Pay with 4111 1111 1111 1111');
    await ask({ reason: 'card', found: '4111 1111 1111 1111' });
    await page.keyboard.press('Enter');
    await page.waitForSelector(at('guard'));
    await page.keyboard.press('Escape');
    await page.waitForSelector(at('guard'), { state: 'detached' });
    expect(await focused(page)).toBe('compose');
    await ask({ reason: 'bank_account', found: 'x' });
    await settle();
    await page.keyboard.press('Enter');
    await page.waitForSelector(at('guard'));
    await page.keyboard.type('!');
    await page.waitForSelector(at('guard'), { state: 'detached' });
    expect(await written()).toBe('Pay with 4111 1111 1111 1111!');
    expect(await sent()).toEqual([]);
    await settle();
    await page.keyboard.press('Enter');
    expect(await sent()).toHaveLength(1);
  });

  // row: B-09
  test('who comes back to a question has read it: the first press answers', async () => {
    await begin('few');
    await page.keyboard.type('4111 1111 1111 1111');
    await ask({ reason: 'card', found: '4111 1111 1111 1111' });
    await page.keyboard.press('Enter');
    await page.waitForSelector(at('guard'));
    await settle();
    await page.keyboard.press('Control+2');
    await page.waitForSelector(`${at('box-c2')}[data-tone="active"]`);
    await page.keyboard.press('Control+1');
    await page.waitForSelector(at('guard'));
    await page.keyboard.press('Control+Enter');
    await page.waitForSelector(at('guard'), { state: 'detached' });
    expect(await sent()).toEqual(['send c1 4111 1111 1111 1111']);
  });

  test('by mouse too, and in another conversation nothing of it is asked', async () => {
    await begin('few', { lang: 'fr' });
    await page.keyboard.type('Bonjour');
    await ask({ reason: 'unfilled', found: '{project}' });
    await page.click(at('send'));
    await page.waitForSelector(at('guard'));
    await page.keyboard.press('Control+2');
    await page.waitForSelector(`${at('box-c2')}[data-tone="active"]`);
    expect(await page.locator(at('guard')).count()).toBe(0);
    expect(await written()).toBe('');
    await page.keyboard.press('Control+1');
    await page.waitForSelector(`${at('box-c1')}[data-tone="active"]`);
    expect(await written()).toBe('Bonjour');
    await page.waitForSelector(at('guard'));
    await page.click(at('guard-leave'));
    await page.waitForSelector(at('guard'), { state: 'detached' });
    await ask({ reason: 'card', found: '4' });
    await page.click(at('send'));
    await page.waitForSelector(at('guard'));
    await settle();
    await page.click(at('guard-send'));
    expect(await sent()).toEqual(['send c1 Bonjour']);
    expect(await focused(page)).toBe('compose');
  });

  test('a message that is held says so, and comes back with one key or one press', async () => {
    await begin('few');
    await choose({ hold: true });
    await page.keyboard.type('One.');
    await page.keyboard.press('Enter');
    const line = page.locator(`${at('line-sent1')}[data-state="held"]`);
    await line.waitFor();
    expect(await line.innerText()).toMatch(/Sending in [123] s/);
    expect(await page.locator('.compose [role="status"]', { hasText: 'held for 3 seconds' }).count()).toBe(1);
    await page.keyboard.press('Control+z');
    await line.waitFor({ state: 'detached' });
    expect([await written(), await caret(), await focused(page)]).toEqual(['One.', 4, 'compose']);
    await page.keyboard.type(' And two.');
    await page.keyboard.press('Enter');
    await page.waitForSelector(at('line-sent2'));
    await page.keyboard.type('Three');
    await page.click(at('undo-sent2'));
    await page.waitForSelector(at('line-sent2'), { state: 'detached' });
    expect(await written()).toBe('One. And two.\nThree');
    expect(await focused(page)).toBe('compose');
    expect(await orders(page)).toEqual(expect.arrayContaining(['undo c1 sent1', 'undo c1 sent2']));

    // What has left stays away, and the text that is being written too.
    await page.fill(at('compose'), '');
    await page.keyboard.type('Four');
    await page.keyboard.press('Enter');
    await page.waitForSelector(at('line-sent3'));
    await refuse(page, 'undo', '{"code":"wrong_state","message":"It has left already."}');
    await page.keyboard.press('Control+z');
    await page.getByText('It has left already.').waitFor();
    expect(await written()).toBe('');
  });

  // row: B-08, P-062
  test('a proposed answer goes into the text with one key, is changed there, and is not sent by it', async () => {
    await begin('proposed');
    await page.keyboard.type('Yes:  Bye.');
    for (let n = 0; n < 5; n++) await page.keyboard.press('ArrowLeft');
    expect(await page.locator(`${at('proposals')} li`).count()).toBe(3);
    await page.keyboard.press('Alt+Digit1');
    await page.waitForSelector(at('proposals'), { state: 'detached' });
    expect(await written()).toBe(
      'Yes: The footprint is sold apart: you find it under the tent, at the bottom of its page. Bye.',
    );
    expect(await focused(page)).toBe('compose');
    await page.keyboard.type(' Really.');
    expect(await written()).toContain('page. Really. Bye.');
    expect(await sent()).toEqual([]);
    expect(await orders(page)).toContain('takeSuggestion c1 shared 7');
    await page.keyboard.press('Enter');
    expect(await sent()).toHaveLength(1);
  });

  // row: B-08, P-062
  test('what is proposed is sent away by key and by button, and typing is not disturbed by it', async () => {
    await begin('proposed');
    const box = page.locator(at('compose'));
    const before = await box.boundingBox();
    await page.keyboard.type('half a ');
    await page.keyboard.press('Alt+Digit0');
    await page.waitForSelector(at('proposals'), { state: 'detached' });
    // The place to write stays where it is.
    expect(await box.boundingBox()).toEqual(before);
    expect(await orders(page)).toContain('dismissSuggestions c1');
    await page.keyboard.press('Alt+Digit2');
    await page.keyboard.type('sentence');
    expect(await written()).toBe('half a sentence');
    await page.evaluate(() => {
      const suggestions = [{ key: 'shared 1', text: 'One more.' }];
      window.fake.tell({ threadPatches: [{ stream: 'c1', suggestions }] });
    });
    await page.waitForSelector(at('proposals'));
    await page.keyboard.type('!');
    expect([await written(), await focused(page)]).toEqual(['half a sentence!', 'compose']);
    await page.click(at('proposals-dismiss'));
    await page.waitForSelector(at('proposals'), { state: 'detached' });
    expect(await focused(page)).toBe('compose');
  });

  test('by Tab and by mouse an answer is taken as well', async () => {
    await begin('proposed', { lang: 'fr' });
    await page.keyboard.press('Shift+Tab');
    expect(await focused(page)).toBe('proposals-dismiss');
    await page.keyboard.press('Shift+Tab');
    expect(await focused(page)).toBe('proposal-3');
    await page.keyboard.press('Enter');
    await page.waitForSelector(at('proposals'), { state: 'detached' });
    expect([await written(), await focused(page)]).toEqual(['Anything else?', 'compose']);
    await begin('proposed');
    await page.click(at('proposal-2'));
    expect(await written()).toMatch(/^It comes with everything/);
    expect(await focused(page)).toBe('compose');
  });

  test('what is typed while conversations are on their way goes to each in turn', async () => {
    await begin('few');
    const go = await hold(page, 'focus');
    const come = async () => {
      await expect.poll(() => heldOrders(page)).toBe(1);
      await go();
    };
    await page.click(at('box-c2'));
    await page.keyboard.type('two');
    await page.click(at('box-c3'));
    await page.keyboard.type('three');
    await page.keyboard.press('Enter');
    expect(await written()).toBe('');
    await come();
    await come();
    await expect.poll(sent).toEqual(['send c3 three']);
    await page.click(at('box-c2'));
    await come();
    await expect.poll(written).toBe('two');

    // Back to the one that is still there is in turn too.
    await page.click(at('box-c3'));
    await page.click(at('box-c2'));
    await page.keyboard.type(' more');
    await page.keyboard.press('Enter');
    await come();
    await come();
    await expect.poll(sent).toEqual(['send c3 three', 'send c2 two more']);
  });

  test('what was meant for a conversation that does not come is not sent to another', async () => {
    await begin('few');
    await refuse(page, 'focus', 'It has left.');
    const go = await hold(page, 'focus');
    await page.click(at('box-c2'));
    await page.keyboard.type('for two');
    await page.keyboard.press('Enter');
    await go();
    await page.getByText('It has left.').waitFor();
    await expect.poll(written).toBe('for two');
    expect(await sent()).toEqual([]);
  });

  test('a letter that nothing else takes is written where one writes', async () => {
    await begin('few');
    await page.click(`${at('thread')} .message >> nth=0`);
    expect(await focused(page)).not.toBe('compose');
    await page.keyboard.type('It is & stays');
    expect([await written(), await focused(page)]).toEqual(['It is & stays', 'compose']);
    // Keys that mean something where they are pressed keep that.
    await page.focus(`${at('box-c2')}`);
    await page.keyboard.press('Space');
    expect(await orders(page)).toContain('focus c2');
    await page.keyboard.press('Control+k');
    await page.waitForSelector('[role="dialog"]');
    await page.keyboard.type('zz');
    await page.keyboard.press('Escape');
    expect(await written()).not.toContain('z');
  });

  test('how one is helped is chosen in the settings, by keyboard', async () => {
    await begin('few');
    await page.keyboard.press('Control+,');
    await page.waitForSelector(at('setting-hold'));
    await page.focus(at('setting-hold'));
    await page.keyboard.press('Space');
    await page.focus(at('setting-askNames'));
    await page.keyboard.press('Space');
    await page.waitForFunction(() => !window.fake.panel.session.writing.askNames);
    const writing = await page.evaluate(() => window.fake.panel.session.writing);
    expect([writing.hold, writing.askNames, writing.askWrote]).toEqual([true, false, true]);
    expect(await page.isChecked(at('setting-askNames'))).toBe(false);
  });

  // row: B-09
  test('the program is told what is in view, and not what is scrolled away or hidden', async () => {
    await begin('long');
    const viewed = () => page.evaluate(() => window.fake.viewed.get('c1'));
    await page.waitForFunction(() => window.fake.viewed.get('c1') === 'l399');
    const late = (key: string) =>
      page.evaluate((name) => {
        const line = { key: name, kind: 'visitor', at: Date.now(), name: 'x', text: name } as const;
        window.fake.tell({ threadPatches: [{ stream: 'c1', lines: [line] }] });
      }, key);
    await late('first');
    await page.waitForFunction(() => window.fake.viewed.get('c1') === 'first');
    await page.locator(at('thread')).hover();
    await page.mouse.wheel(0, -1500);
    await page.getByText('To the newest').waitFor();
    await late('second');
    await page.locator('.log-new', { hasText: '1 new message' }).waitFor();
    expect(await viewed()).toBe('first');
    await page.click('.log-new');
    await page.waitForFunction(() => window.fake.viewed.get('c1') === 'second');
    await page.click(at('filter-open'));
    await page.click(at('filter-agent'));
    await late('third');
    await page.getByText('1 new line hidden').waitFor();
    expect(await viewed()).toBe('second');
  });
}
