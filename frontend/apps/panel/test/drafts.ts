import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { FakePort } from '../src/port/fake';
import type { Gallery } from './browser';
import { at, hold, orders, refuse } from './hand';

declare const window: { fake: FakePort };

/** What becomes of a text that has not left, whatever the agent looks at meanwhile. */
export function draftTests(gallery: () => Gallery): void {
  let page: Page;
  const written = () => page.inputValue(at('compose'));
  const sent = async () => (await orders(page)).filter((order) => order.startsWith('send'));
  /** Long enough that a key is no second press of the one before. */
  const settle = () => page.waitForTimeout(550);

  async function begin(state: string): Promise<void> {
    ({ page } = await gallery().open(state));
    await page.evaluate(() => window.fake.focus(window.fake.panel.panes[0] ?? ''));
    await page.click(at('compose'));
  }

  /** The second pane is given to a conversation in which nothing can be written, and left again. */
  async function awayAndBack(): Promise<void> {
    await page.evaluate(() => {
      const { panes, threads } = window.fake.panel;
      const two = threads.find((one) => one.stream === panes[1]);
      if (!two) throw new Error('no second pane');
      window.fake.tell({ threads: [{ ...two, open: false }], active: two.stream });
    });
    await page.waitForSelector(at('compose'), { state: 'detached' });
    await page.evaluate(() => window.fake.focus(window.fake.panel.panes[0] ?? ''));
    await page.waitForSelector(at('compose'));
  }

  test('a text is there after looking at a conversation in which nothing can be written', async () => {
    await begin('two');
    await page.keyboard.type('half a sentence');
    await awayAndBack();
    expect(await orders(page)).toContain('draft c1 half a sentence');
    expect(await written()).toBe('half a sentence');
  });

  test('a conversation that left and comes back finds no text of before; one set aside does', async () => {
    await begin('few');
    await page.keyboard.type('half a sentence');
    const turn = async (aside: boolean) => {
      await page.evaluate((shelved) => {
        const { boxes, threads } = window.fake.panel;
        const [box] = boxes;
        const [thread] = threads;
        if (!box || !thread) throw new Error('nothing on screen');
        const { stream, channel, label, name, online, lastText } = box;
        const item = {
          stream,
          channel,
          label,
          name,
          online,
          lastText,
          state: 'snoozed',
          draft: true,
        } as const;
        window.fake.tell({ boxes: boxes.slice(1), shelf: shelved ? [item] : [], panes: [''], threads: [] });
        setTimeout(() => {
          // What was dropped by the desktop is not in what it tells now; what was set aside is.
          const draft = shelved ? 'half a sentence' : '';
          window.fake.tell({
            boxes,
            shelf: [],
            panes: [stream],
            active: stream,
            threads: [{ ...thread, draft }],
          });
        });
      }, aside);
      await page.waitForSelector(`${at('box-c1')}[data-tone="active"]`);
    };
    await turn(true);
    await page.waitForFunction(() => document.querySelector('textarea')?.value === 'half a sentence');
    await turn(false);
    await page.waitForFunction(() => document.querySelector('textarea')?.value === '');
  });

  test('what was sent does not come back as a text', async () => {
    await begin('two');
    await page.evaluate(() => {
      const { panes, threads } = window.fake.panel;
      const one = threads.find((thread) => thread.stream === panes[0]);
      if (one) window.fake.tell({ threads: [{ ...one, draft: 'kept over the restart' }] });
    });
    expect(await written()).toBe('kept over the restart');
    await page.keyboard.press('Enter');
    expect(await sent()).toHaveLength(1);
    await awayAndBack();
    expect(await written()).toBe('');
  });

  // row: B-09
  test('a question that comes while another conversation is looked at is still asked', async () => {
    await begin('few');
    await page.evaluate(() => {
      window.fake.concerns = [{ reason: 'card', found: '4111 1111 1111 1111' }];
    });
    const answer = await hold(page, 'send');
    await page.keyboard.type('4111 1111 1111 1111');
    await page.keyboard.press('Enter');
    await page.click(at('box-c3'));
    await answer();
    await page.click(at('box-c1'));
    await page.waitForSelector(at('guard'));
    expect(await written()).toBe('4111 1111 1111 1111');
    await page.keyboard.press('Enter');
    expect(await page.locator(at('guard')).count()).toBe(1);
  });

  // row: B-09
  test('what is sent anyway is sent the way it was to be', async () => {
    await begin('translated');
    await refuse(
      page,
      'translate',
      JSON.stringify({ code: 'translation_failed', message: 'It does not answer.' }),
    );
    await page.keyboard.type('Hello Mathieu');
    await page.keyboard.press('Enter');
    await page.getByText('It does not answer.').waitFor();
    await page.evaluate(() => {
      window.fake.concerns = [{ reason: 'other_name', found: 'Mathieu' }];
    });
    await page.click(at('send-plain'));
    await page.waitForSelector(at('guard'));
    await settle();
    await page.keyboard.press('Control+Enter');
    await page.waitForSelector(at('guard'), { state: 'detached' });
    expect((await sent()).at(-1)).toBe('send c1 Hello Mathieu');
  });

  test('messages that are refused come back in their order', async () => {
    await begin('few');
    const answer = await hold(page, 'send');
    await refuse(page, 'send', JSON.stringify({ code: 'unavailable', message: 'Not now.' }));
    await page.keyboard.type('one');
    await page.keyboard.press('Enter');
    await page.keyboard.type('two');
    await page.keyboard.press('Enter');
    await page.keyboard.type('and a third');
    await answer();
    await page.waitForSelector(at('compose-error'));
    expect(await written()).toBe('one\ntwo\nand a third');
  });

  test('a text is as high as its lines when its pane becomes another', async () => {
    await begin('two');
    await page.keyboard.type('words and words here '.repeat(12));
    const cut = () =>
      page.$eval(at('compose'), (area) => [area.clientHeight, area.scrollHeight - area.clientHeight]);
    const [narrow = 0] = await cut();
    await page.keyboard.press('Control+Shift+1');
    await page.waitForFunction(
      (was) => (document.getElementById('compose')?.clientHeight ?? was) < was,
      narrow,
    );
    await page.keyboard.press('Control+Shift+2');
    await page.waitForFunction((was) => document.getElementById('compose')?.clientHeight === was, narrow);
    expect(await cut()).toEqual([narrow, 0]);
  });
}
