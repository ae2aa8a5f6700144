import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { FakePort } from '../src/port/fake';
import type { Gallery } from './browser';
import { at, focused, heldOrders, hold, orders, refuse } from './hand';

declare const window: { fake: FakePort };

/** Handing a conversation on: in a browser, mostly by keyboard. */
export function transferTests(gallery: () => Gallery): void {
  let page: Page;

  async function begin(state: string): Promise<void> {
    ({ page } = await gallery().open(state));
  }

  const listed = () =>
    page
      .locator('[data-testid^="target-"]')
      .evaluateAll((all) => all.map((one) => one.getAttribute('data-testid')?.replace('target-', '')));

  // row: P-084, P-087, P-088
  test('a transfer by keyboard: type, choose, say why, send', async () => {
    await begin('few');
    await page.keyboard.press('Control+Shift+F');
    await page.waitForSelector(at('target-agent-10424'));
    expect(await focused(page)).toBe('transfer-find');
    expect(await listed()).toEqual([
      'agent-10424',
      'agent-10425',
      'agent-10431',
      'group-support',
      'group-night',
      'agent-10426',
      'agent-10427',
    ]);
    await page.keyboard.type('ret');
    await page.waitForFunction(() => document.querySelectorAll('[data-testid^="target-"]').length === 1);
    expect(await listed()).toEqual(['agent-10425']);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.activeElement?.id === 'transfer-comment');
    await page.keyboard.type('The blue one');
    await page.keyboard.press('Control+Enter');
    await page.waitForSelector(at('box-c1'), { state: 'detached' });
    await page.waitForSelector(at('transfer-confirm'), { state: 'detached' });
    expect(await orders(page)).toContain('transfer c1 agent 10425 The blue one false');
  });

  // row: P-084
  test('to whom it goes stands on the sheet also while the search hides them, and is heard', async () => {
    await begin('few');
    await page.keyboard.press('Control+Shift+F');
    await page.waitForSelector(at('target-agent-10425'));
    const confirm = page.locator(at('transfer-confirm'));
    expect(await confirm.innerText()).toBe('Transfer');
    await page.click(at('target-agent-10425'));
    await page.waitForFunction(() => document.activeElement?.id === 'transfer-comment');
    const name = await page.innerText(`${at('target-agent-10425')} .target-name`);
    const heard = () =>
      page.evaluate(() =>
        (document.activeElement?.getAttribute('aria-describedby') ?? '')
          .split(' ')
          .map((id) => document.getElementById(id)?.textContent),
      );
    expect(await heard()).toContain(`Transfer to ${name}`);
    await page.click(at('transfer-find'));
    await page.keyboard.type('zzz');
    await page.waitForSelector(at('target-agent-10425'), { state: 'detached' });
    expect(await confirm.innerText()).toBe(`Transfer to ${name}`);
    await page.getByRole('button', { name: `Transfer to ${name}`, exact: true }).waitFor();

    // A long name ends in dots, and pushes neither the other button nor the sheet.
    await page.evaluate(() => {
      window.fake.who = window.fake.who.map((one) => ({
        ...one,
        name: `${one.name} ${'von und zu '.repeat(9)}`,
      }));
    });
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    await page.waitForSelector(at('transfer-confirm'), { state: 'detached' });
    await page.keyboard.press('Control+Shift+F');
    await page.waitForFunction(() =>
      document.querySelector('[data-testid="transfer-confirm"]')?.textContent?.includes('von und zu'),
    );
    const [yes, no, sheet] = await Promise.all(
      [at('transfer-confirm'), at('transfer-cancel'), '.modal'].map((one) => page.locator(one).boundingBox()),
    );
    expect(yes?.y).toBe(no?.y);
    expect((yes?.x ?? 0) + (yes?.width ?? 0)).toBeLessThan((sheet?.x ?? 0) + (sheet?.width ?? 0));
    expect(yes?.height).toBe(no?.height);
  });

  // row: P-084
  test('a transfer says that an unsent text goes with it, and leads back to it', async () => {
    await begin('few');
    await page.click(at('compose'));
    await page.keyboard.type('half a sentence');
    await page.keyboard.press('Control+Shift+F');
    await page.waitForSelector(at('unsent-text'));
    await page.click(at('unsent-back'));
    await page.waitForSelector(at('transfer-confirm'), { state: 'detached' });
    await page.waitForFunction(() => document.activeElement?.id === 'compose');
    expect(await page.inputValue(at('compose'))).toBe('half a sentence');

    await page.fill(at('compose'), '');
    for (const key of ['E', 'F', 'B']) {
      await page.keyboard.press(`Control+Shift+${key}`);
      await page.waitForSelector('[role="dialog"], [role="alertdialog"]');
      expect(await page.locator(at('unsent-text')).count()).toBe(0);
      await page.keyboard.press('Escape');
      await page.waitForSelector('[role="dialog"], [role="alertdialog"]', { state: 'detached' });
    }
  });

  test('a comment that is begun on a button is written, and presses nothing', async () => {
    await begin('few');
    await page.click(at('compose'));
    await page.keyboard.type('half a sentence');
    await page.keyboard.press('Control+Shift+F');
    await page.waitForSelector(at('unsent-text'));
    for (const button of ['unsent-back', 'transfer-confirm']) {
      await page.fill(at('transfer-comment'), '');
      await page.focus(at(button));
      await page.keyboard.type('Please check oak');
      expect(await page.inputValue(at('transfer-comment'))).toBe('Please check oak');
    }
    // A space by itself presses what has the focus.
    await page.focus(at('unsent-back'));
    await page.keyboard.press('Space');
    await page.waitForFunction(() => document.activeElement?.id === 'compose');
    expect(await page.inputValue(at('compose'))).toBe('half a sentence');
  });

  test('a text that comes back while a transfer is asked is told of', async () => {
    await begin('few');
    await page.click(at('compose'));
    await page.evaluate(() => {
      window.fake.concerns = [{ reason: 'card', found: '4111 1111 1111 1111' }];
    });
    const answer = await hold(page, 'send');
    await page.keyboard.type('4111 1111 1111 1111');
    await page.keyboard.press('Enter');
    await expect.poll(() => heldOrders(page)).toBe(1);
    expect(await page.inputValue(at('compose'))).toBe('');
    // On a busy machine the desktop was handed a part of it to keep while it was typed.
    await page.evaluate(() => window.fake.draft('c1', ''));
    await page.keyboard.press('Control+Shift+F');
    await page.waitForSelector(at('transfer-confirm'));
    await page.waitForSelector(at('unsent-text'), { state: 'detached' });
    await answer();
    await page.waitForSelector(at('unsent-text'));
  });

  test('whom a transfer goes to and what it says is kept until it is done', async () => {
    await begin('few');
    await page.keyboard.press('Control+Shift+F');
    await page.click(at('target-agent-10425'));
    await page.waitForFunction(() => document.activeElement?.id === 'transfer-comment');
    await page.keyboard.type('Half a comment');
    await page.keyboard.press('Escape');
    await page.waitForSelector(at('transfer-confirm'), { state: 'detached' });
    await page.click(at('box-c2'));
    await page.waitForSelector(`${at('box-c2')}[data-tone="active"]`);
    await page.keyboard.press('Control+Shift+F');
    await page.waitForSelector(at('target-agent-10425'));
    expect(await page.inputValue(at('transfer-comment'))).toBe('');
    expect(await page.locator('[data-testid^="target-"][aria-selected="true"]').count()).toBe(0);
    await page.keyboard.press('Escape');
    await page.click(at('box-c1'));
    await page.waitForSelector(`${at('box-c1')}[data-tone="active"]`);
    await page.keyboard.press('Control+Shift+F');
    await page.waitForSelector(`${at('target-agent-10425')}[aria-selected="true"]`);
    expect(await page.inputValue(at('transfer-comment'))).toBe('Half a comment');
    // Who is chosen can be chosen again.
    await page.click(at('transfer-find'));
    await page.click(at('target-agent-10425'));
    await page.waitForFunction(() => document.activeElement?.id === 'transfer-comment');
    expect(await page.getAttribute(at('target-agent-10425'), 'aria-selected')).toBe('true');
    // Escape leaves from the list too, with who is chosen.
    await page.click(at('transfer-find'));
    await page.keyboard.press('Escape');
    await page.waitForSelector(at('transfer-confirm'), { state: 'detached' });
    await page.keyboard.press('Control+Shift+F');
    await page.waitForSelector(`${at('target-agent-10425')}[aria-selected="true"]`);
    // It goes on where it ends.
    await page.click(at('target-agent-10424'));
    await page.waitForFunction(() => document.activeElement?.id === 'transfer-comment');
    await page.keyboard.type(' more');
    await page.click(at('transfer-confirm'));
    await page.waitForSelector(at('box-c1'), { state: 'detached' });
    expect(await orders(page)).toContain('transfer c1 agent 10424 Half a comment more false');
  });

  test('a transfer that cannot be done puts the caret where it can be mended', async () => {
    await begin('few');
    await page.keyboard.press('Control+Shift+F');
    await page.waitForSelector(at('target-agent-10425'));
    await page.focus(at('transfer-comment'));
    await page.keyboard.press('Control+Enter');
    await page.waitForSelector(at('transfer-error'));
    expect(await focused(page)).toBe('transfer-find');
    expect(await page.getAttribute(at('transfer-find'), 'aria-invalid')).toBe('true');
    expect(await page.getAttribute(at('transfer-find'), 'aria-describedby')).toContain('transfer-why');
    await page.click(at('target-agent-10425'));
    await refuse(page, 'transfer', '{"code":"invalid","message":"Too long a comment.","field":"comment"}');
    await page.click(at('transfer-confirm'));
    await page.getByText('Too long a comment.').waitFor();
    await page.waitForFunction(() => document.activeElement?.id === 'transfer-comment');
    expect(await page.getAttribute(at('transfer-comment'), 'aria-invalid')).toBe('true');
    expect(await page.getAttribute(at('transfer-comment'), 'aria-describedby')).toContain('transfer-why');
  });

  // row: P-089
  test('who is not there is transferred to anyway, and the list says why', async () => {
    await begin('few');
    await page.click(at('transfer-open'));
    await page.click(at('target-agent-10427'));
    expect(await page.innerText(at('transfer-anyway'))).toContain('Tomasz Żak is not on the line.');
    expect(await page.innerText(at('transfer-confirm'))).toBe('Transfer anyway to Tomasz Żak');
    await page.click(at('target-group-support'));
    await page.waitForSelector(at('transfer-anyway'), { state: 'detached' });
    await page.click(at('target-agent-10427'));
    await page.click(at('transfer-confirm'));
    await page.waitForSelector(at('box-c1'), { state: 'detached' });
    expect(await orders(page)).toContain('transfer c1 agent 10427  true');
  });

  // row: D-11
  test('why a target is not free is told in French as it is', async () => {
    const { page } = await gallery().open('few', { lang: 'fr' });
    await page.click(at('transfer-open'));
    expect(await page.innerText(at('target-group-night'))).toContain('n’a la langue et les compétences');
    await page.click(at('target-agent-10427'));
    expect(await page.innerText(at('transfer-anyway'))).toContain('Tomasz Żak n’est pas connecté.');
  });

  test('a refused transfer stays, says why, and asks who is there once more', async () => {
    await begin('few');
    await refuse(
      page,
      'transfer',
      '{"code":"target_unavailable","message":"Ben has just gone.","field":"agent"}',
    );
    await page.keyboard.press('Control+Shift+F');
    await page.click(at('transfer-confirm'));
    expect(await page.innerText(at('transfer-error'))).toBe('Choose a colleague or a group.');
    await page.click(at('target-agent-10424'));
    await page.fill(at('transfer-comment'), 'kept words');
    const asked = async () => (await orders(page)).filter((order) => order === 'targets c1').length;
    const before = await asked();
    await page.click(at('transfer-confirm'));
    await page.getByText('Ben has just gone.').waitFor();
    expect(await page.inputValue(at('transfer-comment'))).toBe('kept words');
    expect(await page.locator(at('box-c1')).count()).toBe(1);
    expect(await asked()).toBe(before + 1);

    // For somebody else it is not asked again, should that have been.
    await refuse(page, 'transfer', '{"code":"unavailable","message":"The connection was lost."}');
    await page.click(at('transfer-confirm'));
    await page.getByText('The connection was lost.').waitFor();
    expect(await orders(page)).not.toContain('withdraw c1');
    await page.click(at('target-group-night'));
    await expect.poll(() => orders(page)).toContain('withdraw c1');
    // Nor is that said of nobody which was chosen before it was known.
    const lost = await hold(page, 'transfer');
    await page.click(at('transfer-confirm'));
    await page.click(at('target-agent-10424'));
    await lost();
    await page.getByText('What you have changed since was not asked').waitFor();

    await begin('few');
    await refuse(page, 'targets', '{"code":"unavailable","message":"There is no connection."}');
    await page.keyboard.press('Control+Shift+F');
    await page.getByText('There is no connection.').waitFor();
    await page.evaluate(() => window.fake.refuses.clear());
    await page.click(at('targets-again'));
    await page.waitForSelector(at('target-agent-10424'));
  });
}
