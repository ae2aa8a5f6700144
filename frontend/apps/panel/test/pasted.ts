import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { FakePort } from '../src/port/fake';
import type { Gallery } from './browser';
import { at, carry, given, hold, orders, refuse } from './hand';

declare const window: { fake: FakePort };

/** What is pasted beside a text and is no text: where it lies until it goes, and what becomes of it. */
export function pastedTests(gallery: () => Gallery): void {
  let page: Page;

  async function begin(state: string): Promise<void> {
    ({ page } = await gallery().open(state));
  }

  // row: P-056
  test('what is pasted goes with its text, and stays where that stays', async () => {
    await begin('few');
    const files = async () => (await given(page)).filter((one) => !one.startsWith('send c1')).length;
    await refuse(page, 'send', '{"code":"wrong_state","message":"Not now."}');
    await page.click(at('compose'));
    await page.keyboard.type('See here');
    await carry(page, 'paste', [['a.png', 3]]);
    await page.keyboard.press('Enter');
    await page.getByText('Not now.').waitFor();
    expect(await files()).toBe(0);
    expect(await page.locator(at('pasted-drop')).count()).toBe(1);
    // One that cannot go says so at once, and takes none with it.
    await carry(page, 'paste', [
      ['b.png', 3],
      ['setup.exe', 3],
    ]);
    await expect.poll(() => page.innerText(at('compose-error'))).toContain('setup.exe');
    expect(await page.locator(at('pasted-drop')).count()).toBe(2);
    expect(await files()).toBe(0);
    await page.evaluate(() => window.fake.refuses.clear());
    await page.keyboard.press('Enter');
    await page.waitForSelector(at('pasted'), { state: 'detached' });
    await expect.poll(files).toBe(6);
    expect((await orders(page)).findIndex((one) => one.startsWith('send c1 See here'))).toBeLessThan(
      (await orders(page)).findIndex((one) => one.startsWith('beginFile')),
    );
  });

  test('what is pasted goes once however often it is sent, and not at all once it was taken out', async () => {
    await begin('few');
    const files = async () => (await given(page)).filter((one) => one.startsWith('beginFile')).length;
    await page.click(at('compose'));
    await page.keyboard.type('See here');
    await carry(page, 'paste', [['a.png', 3]]);
    const gone = await hold(page, 'send');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter'); // without a text the picture goes by itself
    await expect.poll(files).toBe(1);
    await carry(page, 'paste', [['b.png', 3]]);
    for (const text of ['One', 'Two']) {
      await page.keyboard.type(text);
      await page.keyboard.press('Enter');
    }
    await gone();
    await expect.poll(files).toBe(2);
    await page.waitForSelector(at('pasted'), { state: 'detached' });
    await carry(page, 'paste', [['c.png', 3]]);
    await page.keyboard.type('Three');
    await page.keyboard.press('Enter');
    await page.click(at('pasted-drop'));
    await gone();
    await expect
      .poll(async () => (await given(page)).filter((one) => one.startsWith('send c1')))
      .toHaveLength(4);
    await page.keyboard.type('Four');
    await page.keyboard.press('Enter');
    await gone();
    await expect
      .poll(async () => (await given(page)).filter((one) => one.startsWith('send c1')))
      .toHaveLength(5);
    expect(await files()).toBe(2);
  });

  test('who goes with a pasted picture is told of it as of a text', async () => {
    await begin('few');
    await page.click(at('compose'));
    await carry(page, 'paste', [['a.png', 3]]);
    await page.waitForSelector(at('pasted'));
    const mark = `${at('box-c1')} [data-kind="draft"]`;
    await page.waitForSelector(mark);
    await page.evaluate(() => window.fake.ask());
    await page.waitForSelector(at('quit-stay'));
    expect(await page.locator('.quit-one').filter({ hasText: 'Not sent yet' }).count()).toBe(1);
    await page.click(at('quit-settle'));
    await page.waitForSelector(at('signout-stay'));
    expect(await page.locator('.signout-list li').filter({ hasText: 'Not sent yet' }).count()).toBe(1);
    await page.click(at('end-c1'));
    await page.click(at('unsent-back'));
    await page.click(at('pasted-drop'));
    await page.waitForSelector(mark, { state: 'detached' });
  });

  test('what is undone comes back with the picture beside it', async () => {
    await begin('few');
    await page.evaluate(() => window.fake.setWriting({ ...window.fake.panel.session.writing, hold: true }));
    await page.click(at('compose'));
    await page.keyboard.type('See here');
    await carry(page, 'paste', [['a.png', 3]]);
    await page.keyboard.press('Enter');
    await page.waitForSelector(`${at('line-sent2')}[data-state="held"]`);
    await page.keyboard.press('Control+z');
    await page.waitForSelector(at('line-sent1'), { state: 'detached' });
    await page.waitForSelector(at('pasted'));
    expect(await page.locator(at('line-sent2')).count()).toBe(0);
    expect(await page.inputValue(at('compose'))).toBe('See here');
    await page.keyboard.press('Enter');
    await page.waitForSelector(`${at('line-sent4')}[data-state="held"]`);
    await page.click(at('undo-sent3'));
    await page.waitForSelector(at('line-sent4'), { state: 'detached' });
    expect(await page.locator(at('pasted-drop')).count()).toBe(1);
    // One that is still handed over comes back as well, and does not go alone.
    const late = await hold(page, 'sendFile');
    await page.keyboard.press('Enter');
    await page.waitForSelector(`${at('line-sent5')}[data-state="held"]`);
    await page.waitForSelector(at('pasted'), { state: 'detached' });
    await page.keyboard.press('Control+z');
    await page.waitForSelector(at('line-sent5'), { state: 'detached' });
    await late();
    await page.waitForSelector(at('pasted'));
    expect(await page.inputValue(at('compose'))).toBe('See here');
    expect(await page.locator(`${at('compose-error')}, ${at('line-sent6')}`).count()).toBe(0);
  });

  test('of what was pasted in a conversation that has gone is said that it goes too', async () => {
    await begin('few');
    await page.click(at('compose'));
    await carry(page, 'paste', [['a.png', 3]]);
    await page.waitForSelector(at('pasted'));
    await page.evaluate(() => {
      const { boxes, threads } = window.fake.panel;
      window.fake.tell({
        boxes: boxes.filter((one) => one.stream !== 'c1'),
        threads: threads.map((one) => ({ ...one, open: false })),
      });
    });
    await page.getByText('What was pasted goes when you leave').waitFor();
    await page.click(at('pasted-drop'));
    await page.getByText('What was pasted goes when you leave').waitFor({ state: 'detached' });
  });

  test('what was pasted is seen where its conversation is put aside, and taken out there', async () => {
    await begin('few');
    await page.click(at('compose'));
    await carry(page, 'paste', [
      ['a.png', 3],
      ['b.png', 4],
    ]);
    await page.waitForSelector(at('pasted'));
    await page.evaluate(() => {
      const { boxes, threads } = window.fake.panel;
      const [box] = boxes.filter((one) => one.stream === 'c1');
      if (!box) throw new Error('there is no c1');
      const { stream, name, label, channel, lastText, online } = box;
      window.fake.tell({
        boxes: boxes.filter((one) => one !== box),
        shelf: [
          {
            ...{ stream, name, label, channel, lastText, online },
            state: 'snoozed',
            until: Date.now() + 3_600_000,
          },
        ],
        threads: threads.map((one) => ({ ...one, open: false })),
      });
    });
    await page.waitForSelector(at('shut'));
    // Nobody signs out over it, and is led to where it can be seen to.
    await page.click(at('menu'));
    await page.click(at('sign-out'));
    expect(await page.locator(at('signout-leave')).count()).toBe(0);
    await page.click(at('unsent-c1'));
    // By key as by mouse nothing else is pressed by the same key once more.
    await page.locator(at('pasted-drop')).first().focus();
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.querySelectorAll('[data-testid="pasted-drop"]').length === 1);
    await page.waitForFunction(() => document.activeElement?.getAttribute('role') === 'log');
    await page.keyboard.press('Enter');
    await page.click(at('pasted-drop'));
    await page.waitForSelector(at('pasted'), { state: 'detached' });
    await page.waitForFunction(() => document.activeElement?.getAttribute('role') === 'log');
    expect(await orders(page)).not.toContain('wake c1');
  });

  test('a pasted file that is refused is named, and lies there to be sent again', async () => {
    await begin('few');
    await page.click(at('compose'));
    await carry(page, 'paste', [['a.png', 3]]);
    await refuse(
      page,
      'beginFile',
      '{"code":"file_too_large","message":"This file is larger than 5 MB.","field":"file"}',
    );
    await page.keyboard.press('Enter');
    await expect.poll(() => page.innerText(at('compose-error'))).toContain('a.png');
    await page.waitForSelector(at('pasted-drop'));
    await page.evaluate(() => window.fake.refuses.clear());
    await page.keyboard.press('Enter');
    await page.waitForSelector(at('pasted'), { state: 'detached' });
    await expect.poll(async () => (await given(page)).some((one) => one.startsWith('sendFile'))).toBe(true);
  });

  test('the newest of many pasted files is in view', async () => {
    await begin('few');
    await page.click(at('compose'));
    for (let n = 0; n < 9; n++) await carry(page, 'paste', [[`picture-${n}.png`, 3]]);
    await page.waitForFunction(() => document.querySelectorAll('.pasted-one').length === 9);
    await page.waitForFunction(() => {
      const list = document.querySelector('.pasted')?.getBoundingClientRect();
      const last = document.querySelector('.pasted-one:last-child')?.getBoundingClientRect();
      return list && last && last.right <= list.right + 1 && last.left >= list.left;
    });
  });

  test('what the clipboard tells late is there, and what has gone meanwhile goes once', async () => {
    await begin('few');
    await page.evaluate(() => {
      window.fake.clipboard = [{ name: 'late.png', size: 3, body: 'AAEC' }];
    });
    await page.click(at('compose'));
    await carry(page, 'paste', [['soon.png', 3]]);
    const told = await hold(page, 'pasted');
    await carry(page, 'paste', []);
    await carry(page, 'paste', []);
    await page.keyboard.press('Enter'); // with what is there
    await expect.poll(async () => (await given(page)).length).toBe(3);
    await told();
    await page.waitForFunction(() => document.querySelectorAll('.pasted-one').length === 2);
    await page.keyboard.press('Enter');
    await expect.poll(async () => (await given(page)).length).toBe(9);
    expect((await given(page)).filter((one) => one.includes('soon.png'))).toHaveLength(1);
  });

  test('what the engine does not tell of the clipboard is asked for, and words are not', async () => {
    await begin('few');
    await page.evaluate(() => {
      window.fake.clipboard = [
        { name: '', size: 3, body: 'AAEC' },
        { name: 'a b.pdf', size: 4, body: 'AAECAw==' },
      ];
    });
    await carry(page, 'paste', []);
    await page.waitForSelector(at('pasted'));
    await page.focus(at('compose'));
    await page.keyboard.press('Enter');
    await expect
      .poll(() => given(page))
      .toEqual([
        expect.stringMatching(/^beginFile \w+ image\.png 3$/),
        'filePart coming 4',
        'sendFile coming 3',
        expect.stringMatching(/^beginFile \w+ a b\.pdf 4$/),
        'filePart coming 8',
        'sendFile coming 4',
      ]);
    for (const words of ['words', '\n']) await carry(page, 'paste', [], words);
    expect((await orders(page)).filter((order) => order === 'pasted')).toHaveLength(1);
    // Of what is too large the program tells the size alone, by which it is refused at once.
    await page.evaluate(() => {
      window.fake.clipboard = [{ name: 'film.mp4', size: 90_000_000, body: '' }];
    });
    await carry(page, 'paste', []);
    await expect.poll(() => page.innerText(at('compose-error'))).toContain('This file is larger than 5 MB.');
    expect(await page.locator(at('pasted')).count()).toBe(0);
    // What it could not read is named with the reason, each reason once, and nothing of it is sent.
    const before = await given(page);
    await page.evaluate(() => {
      window.fake.clipboard = [
        { name: 'a.pdf', size: 0, body: '', unread: 'gone' },
        { name: 'photos', size: 0, body: '', unread: 'folder' },
        { name: 'b.pdf', size: 0, body: '', unread: 'gone' },
        { name: 'c.pdf', size: 0, body: '', unread: 'too_much' },
      ];
    });
    await carry(page, 'paste', []);
    await expect
      .poll(() => page.innerText(at('compose-error')))
      .toBe(
        '\u2068a.pdf\u2069 and \u2068b.pdf\u2069: This file is not there any more.\n\u2068photos\u2069: A folder cannot be sent. Send the files in it.\n\u2068c.pdf\u2069: Too much at once. Send this file by itself.',
      );
    await page.evaluate(() => {
      window.fake.clipboard = [{ name: 'a.pdf', size: 0, body: '', unread: 'gone' }];
    });
    await carry(page, 'paste', []);
    await expect
      .poll(() => page.innerText(at('compose-error')))
      .toBe('\u2068a.pdf\u2069: This file is not there any more.');
    expect(await given(page)).toEqual(before);
  });
}
