import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { FakePort } from '../src/port/fake';
import type { Gallery } from './browser';
import { at, focused, orders, refuse } from './hand';

declare const window: { fake: FakePort };

/** The key that leads everywhere, and the keys it names, in a browser. */
export function switcherTests(gallery: () => Gallery): void {
  let page: Page;

  async function begin(state: string): Promise<void> {
    ({ page } = await gallery().open(state));
  }

  // row: D-09
  test('one key leads to any conversation and any command, by the first letters, without a line', async () => {
    await begin('offline');
    await page.keyboard.press('Control+k');
    await page.waitForSelector(at('switcher-list'));
    const rows = page.locator(`${at('switcher-list')} [role="option"]`);
    const keysOf = await rows.evaluateAll((all) => all.map((one) => one.querySelector('kbd')?.textContent));
    expect(keysOf.length).toBeGreaterThan(10);
    expect(keysOf.every(Boolean)).toBe(true);
    await page.keyboard.type('4712');
    await page.waitForFunction(() => document.querySelectorAll('[data-testid^="switch-"]').length === 1);
    await page.keyboard.press('Enter');
    await page.waitForSelector(`${at('box-c2')}[data-tone="active"]`);
    await page.waitForFunction(() => document.activeElement?.id === 'compose');

    await page.keyboard.press('Control+k');
    await page.keyboard.type('transf');
    await page.waitForFunction(() => document.querySelectorAll('[data-testid^="switch-"]').length === 1);
    await page.keyboard.press('Enter');
    await page.waitForSelector(at('transfer-find'));
    await page.keyboard.press('Escape');

    // What is set where it leads finds it as well, and whoever knows what they want has it at once.
    const seek = async (words: string) => {
      await page.keyboard.press('Control+k');
      await page.keyboard.type(words);
      await page.waitForFunction(() => document.querySelectorAll('[data-testid^="switch-"]').length === 1);
      await page.keyboard.press('Enter');
    };
    await seek('asking before');
    await page.getByRole('heading', { name: 'Settings' }).waitFor();
    await page.keyboard.press('Escape');
    // An answer or a visitor of that name comes before what would be set by it.
    await page.keyboard.press('Control+k');
    await page.keyboard.type('l');
    await page.waitForSelector(at('switch-bar left'));
    expect(await page.locator('[data-testid^="switch-"]').last().getAttribute('data-testid')).toMatch(
      /^switch-(theme|bar|boxes|language) /,
    );
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await seek('dark');
    await page.waitForSelector('html[data-theme="dark"]');
    await seek('francais');
    await page.getByText('en attente').first().waitFor();
    await seek('english');
    await page.getByText('wait for you').first().waitFor();

    await page.keyboard.press('Control+k');
    await page.keyboard.type('zzz');
    await page.getByText('Nothing is found for').waitFor();
    await page.keyboard.press('Escape'); // what was typed goes first
    await page.keyboard.press('Escape');
    await page.waitForSelector(at('switcher-list'), { state: 'detached' });
    expect(await page.inputValue(at('compose'))).not.toContain('zzz');
  });

  // row: D-09
  test('Enter is obeyed as it goes down, by what stands first where nothing is marked', async () => {
    await begin('few');
    await page.keyboard.press('Control+k');
    await page.waitForSelector(at('switcher-list'));
    await page.keyboard.type('4712');
    await page.keyboard.down('Enter');
    await page.waitForSelector(`${at('box-c2')}[data-tone="active"]`);
    await page.waitForSelector(at('switcher-list'), { state: 'detached' });
    await page.keyboard.up('Enter');

    // Who takes a letter back has nothing marked.
    await page.keyboard.press('Control+k');
    await page.waitForSelector(at('switcher-list'));
    await page.keyboard.press('Enter');
    expect(await page.isVisible(at('switcher-list'))).toBe(true);
    await page.keyboard.type('47112');
    await page.keyboard.press('Backspace');
    await page.waitForFunction(() => !document.querySelector('[data-testid="switcher-list"] [data-focused]'));
    await page.keyboard.press('Enter');
    await page.waitForSelector(`${at('box-c1')}[data-tone="active"]`);
  });

  // row: D-09, D-10
  test('all the rest of the desk has a key too, and is done from the list', async () => {
    await begin('few');
    await page.click(at('compose'));
    const last = async () => (await orders(page)).filter((one) => !/^(attend|typing|focus)/.test(one)).at(-1);
    const find = async (words: string, id: string) => {
      await page.keyboard.press('Control+k');
      await page.waitForSelector(at('switcher-list'));
      await page.keyboard.type(words);
      await page.waitForFunction(
        () =>
          document.querySelectorAll('[data-testid^="switch-"]:not([data-testid^="switch-past"])').length ===
          1,
      );
      expect(await page.locator(at(`switch-${id}`)).count()).toBe(1);
      await page.keyboard.press('Enter');
      await page.waitForSelector(at('switcher-list'), { state: 'detached' });
    };
    await find('filter the', 'Ctrl+Shift+L');
    await page.waitForFunction(
      () => document.activeElement?.getAttribute('data-testid') === 'filter-visitor',
    );
    await page.keyboard.press('Enter');
    expect(await page.getAttribute(at('filter-visitor'), 'aria-pressed')).toBe('true');
    await page.keyboard.press('Escape');
    await page.waitForFunction(() => document.activeElement?.id === 'compose');
    await page.keyboard.press('Control+Shift+L');
    await page.waitForSelector(at('filter'), { state: 'detached' });
    expect(await focused(page)).toBe('compose');

    await find('messaging become', 'Ctrl+Shift+8');
    expect(await last()).toBe('setStatus messaging unavailable');
    await page.keyboard.press('Control+Shift+Digit8');
    expect(await last()).toBe('setStatus messaging available');
    // Where there is no channel there is nothing to turn.
    await page.keyboard.press('Control+Shift+Digit9');
    expect(await last()).toBe('setStatus messaging available');

    await find('garden', 'F8');
    expect(await last()).toBe('openExternal https://team.acme.test/garden');
    await page.keyboard.press('F2');
    await page.getByRole('heading', { name: 'Your canned answers' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('heading', { name: 'Your canned answers' }).waitFor({ state: 'detached' });
    await find('your canned', 'F2');
    await page.getByRole('heading', { name: 'Your canned answers' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('heading', { name: 'Your canned answers' }).waitFor({ state: 'detached' });
    await find('sign out', 'Ctrl+Shift+F8');
    await page.waitForSelector(at('signout-stay'));
    await page.keyboard.press('Escape');
    await page.waitForSelector(at('signout-stay'), { state: 'detached' });
    await page.keyboard.press('Control+Shift+F8');
    await page.waitForSelector(at('signout-stay'));
  });

  // row: D-09
  test('the same key finds answers, which it writes, and what is over, which it opens; without a line', async () => {
    await begin('offline');
    await page.click(at('compose'));
    await page.keyboard.press('End');
    const shown = () => page.locator('[data-testid^="switch-"]').count();
    await page.keyboard.press('Control+k');
    await page.waitForSelector(at('switcher-list'));
    expect(await page.locator('[data-testid^="switch-answer"], [data-testid^="switch-past"]').count()).toBe(
      0,
    );
    // What is over may be much: it is looked for once something is typed.
    expect((await orders(page)).filter((one) => one.startsWith('find'))).toEqual([]);
    await page.keyboard.type('delivery time');
    await page.waitForFunction(() => document.querySelectorAll('[data-testid^="switch-"]').length === 1);
    await page.keyboard.press('Enter');
    await page.waitForSelector(at('switcher-list'), { state: 'detached' });
    const draft = 'It would be What is in stock leaves us within two working days.';
    await page.waitForFunction(
      (text) => (document.getElementById('compose') as HTMLTextAreaElement).value === text,
      draft,
    );
    await page.waitForFunction(() => document.activeElement?.id === 'compose');
    expect((await orders(page)).filter((one) => one.startsWith('send'))).toEqual([]);
    await page.keyboard.type(' Really.');
    expect(await page.inputValue(at('compose'))).toBe(`${draft} Really.`);

    await page.keyboard.press('Control+k');
    await page.keyboard.type('ferrari');
    await page.waitForFunction(() => document.querySelectorAll('[data-testid^="switch-"]').length === 1);
    await page.keyboard.press('Enter');
    await page.locator(`${at('recall')} ${at('line-r3')}`).waitFor();
    expect(await orders(page)).toContain('recall over1');
    expect(await page.locator(`${at('recall')} textarea`).count()).toBe(0);
    await page.keyboard.press('Escape');
    await page.waitForSelector(at('recall'), { state: 'detached' });
    expect(await page.inputValue(at('compose'))).toBe(`${draft} Really.`);

    // What cannot be read says so; where nothing is written in, answers lead nowhere and are not offered.
    await refuse(page, 'recall', '{"code":"not_found","message":"It is no longer here."}');
    await page.keyboard.press('Control+k');
    await page.keyboard.type('marten');
    await page.waitForFunction(() => document.querySelectorAll('[data-testid^="switch-"]').length === 1);
    await page.keyboard.press('Enter');
    await page.getByText('It is no longer here.').waitFor();
    await begin('snoozed');
    await page.keyboard.press('Control+k');
    await page.waitForSelector(at('switcher-list'));
    await page.keyboard.type('delivery time');
    await page.getByText('Nothing is found for').waitFor();
    expect(await shown()).toBe(0);
  });

  // row: D-09
  test('the same key finds conversations by what was said in them, open ones first, and by their number', async () => {
    await begin('few');
    const found = () =>
      page.locator('[data-testid^="switch-"]').evaluateAll((all) => all.map((one) => one.dataset.testid));
    const type = async (words: string, want: string[]) => {
      await page.keyboard.press('Control+k');
      await page.waitForSelector(at('switcher-list'));
      await page.keyboard.type(words);
      await page.waitForFunction(
        (ids) =>
          [...document.querySelectorAll<HTMLElement>('[data-testid^="switch-"]')]
            .map((one) => one.dataset.testid)
            .join() === ids,
        want.join(),
      );
      expect(await found()).toEqual(want);
    };
    const leave = async () => {
      await page.keyboard.press('Escape');
      await page.keyboard.press('Escape');
      await page.waitForSelector(at('switcher-list'), { state: 'detached' });
    };
    await type('mend zips', ['switch-past over1']);
    expect(await page.innerText(at('switch-past over1'))).toContain('AC 4702 · Do you mend zips?');
    await leave();
    await type('ac 4702', ['switch-past over1']);
    await leave();
    const said = await page.evaluate(() => {
      const { threads, active } = window.fake.panel;
      const lines = threads.find((one) => one.stream === active)?.lines ?? [];
      const text = lines.find((one) => one.kind === 'agent')?.text ?? '';
      window.fake.said.get('over1')?.push({ key: 'r5', kind: 'visitor', at: 0, text });
      return { active, text: text.slice(0, 30) };
    });
    await type(said.text, [`switch-${said.active}`, 'switch-past over1']);
    await page.keyboard.press('Enter');
    await page.waitForSelector(at('switcher-list'), { state: 'detached' });
    expect(await orders(page)).not.toContain('recall over1');
  });

  // row: D-09
  test('what is snoozed is reopened from the list, and by the key that leads to it', async () => {
    await begin('shelf');
    await page.click(at('compose'));
    const name = await page.locator('[data-testid^="reopen-"]').first().getAttribute('aria-label');
    const stream = await page
      .locator('[data-testid^="reopen-"]')
      .first()
      .evaluate((one) => one.dataset.testid?.slice('reopen-'.length) ?? '');
    await page.keyboard.press('Control+k');
    await page.waitForSelector(at('switcher-list'));
    await page.keyboard.type(name ?? '');
    await page.waitForFunction(() => document.querySelectorAll('[data-testid^="switch-"]').length === 1);
    await page.keyboard.press('Enter');
    await page.waitForSelector(at(`reopen-${stream}`), { state: 'detached' });
    expect(await orders(page)).toContain(`wake ${stream}`);

    await begin('snoozed');
    const shut = await page.evaluate(() => window.fake.panel.active);
    await page.keyboard.press('Control+k');
    await page.waitForSelector(at('switcher-list'));
    await page.locator(at(`switch-${shut}`)).waitFor();
    await page.keyboard.type(
      await page.evaluate(
        (one) => window.fake.panel.shelf.find(({ stream }) => stream === one)?.label ?? '',
        shut,
      ),
    );
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Home');
    await page.waitForFunction(
      (one) => document.querySelector(`[data-testid="switch-${one}"][data-focused]`),
      shut,
    );
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.activeElement?.getAttribute('data-testid') === 'shut-reopen');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.activeElement?.id === 'compose');
  });

  test('each key has one name in each language', async () => {
    ({ page } = await gallery().open('few', { lang: 'fr' }));
    await page.keyboard.press('F1');
    await page.waitForSelector(at('keys-done'));
    const caps = await page.locator('.keys kbd').allInnerTexts();
    for (const name of ['Entrée', 'Maj', 'Échap', 'Virgule']) expect(caps).toContain(name);
    for (const name of ['Enter', 'Shift', 'Esc', ',']) expect(caps).not.toContain(name);
  });
}
