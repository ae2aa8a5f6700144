import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { FakePort } from '../src/port/fake';
import type { Gallery } from './browser';
import { at, focused, heldOrders, hold, orders, refuse } from './hand';

declare const window: { fake: FakePort };

/** Handing on, setting aside, taking back, shutting out: in a browser, mostly by keyboard. */
export function lifecycleTests(gallery: () => Gallery): void {
  let page: Page;

  async function begin(state: string): Promise<void> {
    ({ page } = await gallery().open(state));
  }

  const listed = () =>
    page
      .locator('[data-testid^="target-"]')
      .evaluateAll((all) => all.map((one) => one.getAttribute('data-testid')?.replace('target-', '')));

  test.each([
    ['few', 'Control+Shift+F', 'transfer-comment', ['transfer-cancel', 'transfer-confirm']],
    ['async', 'Control+Shift+S', 'snooze-keep', ['snooze-cancel', 'snooze-confirm']],
    ['few', 'F2', 'answers', ['category-add', 'answers-done']],
    ['unsettled', 'Control+Shift+F8', 'signout-pause', ['signout-stay']],
    ['unsent-among-open', 'Control+Shift+F8', 'signout-pause', ['signout-stay']],
  ])(
    'at twice the size what a dialog of %s asks is answered in sight (%s)',
    async (state, key, last, buttons) => {
      // 1,280 by 720 at 200 %.
      ({ page } = await gallery().open(state, { width: 640, height: 360 }));
      await page.keyboard.press(key);
      await page.waitForSelector(at(last));
      if (last === 'snooze-keep') await page.click(at('snooze-custom'));
      if (last === 'answers') await page.waitForSelector(`${at(last)} .answers-row`);
      const inSight = (id: string) =>
        page.locator(at(id)).evaluate((one) => {
          const { left, right, top, bottom } = one.getBoundingClientRect();
          const there = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
          return top >= 0 && bottom <= innerHeight && (there === one || one.contains(there));
        });
      const modal = page.locator('.modal');
      for (const to of [0, 9999]) {
        await modal.evaluate((one, y) => one.scrollTo(0, y), to);
        for (const id of buttons) expect(await inSight(id), `${id} at ${to}`).toBe(true);
      }
      // What has the caret is not behind them.
      await modal.evaluate((one) => one.scrollTo(0, 0));
      const field = page.locator(last === 'answers' ? `${at(last)} button >> nth=-1` : at(last));
      await field.focus();
      await expect
        .poll(() =>
          field.evaluate((one) => {
            const box = one.getBoundingClientRect();
            const edge = document.querySelector('.dialog-actions')?.getBoundingClientRect().top ?? 0;
            return box.top >= 0 && box.top + Math.min(box.height, 24) <= edge;
          }),
        )
        .toBe(true);
    },
  );

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

  test('what was done is said for a moment, and takes neither place nor caret', async () => {
    await begin('async');
    const told = page.getByRole('status').and(page.locator(at('told')));
    const top = () =>
      page.evaluate(() => document.querySelector('.centre > :last-child')?.getBoundingClientRect().top);
    const place = await top();
    expect(await told.innerText()).toBe('');
    await page.keyboard.press('Control+Shift+F');
    await page.click(at('target-group-support'));
    const label = await page.evaluate(
      () => window.fake.panel.boxes.find((box) => box.tone === 'active')?.label,
    );
    const group = await page.innerText(`${at('target-group-support')} .target-name`);
    await page.click(at('transfer-confirm'));
    await page.waitForFunction(() => document.querySelector('[data-testid="told"] p'));
    expect(await told.innerText()).toBe(`Ines Carvalho (${label}): transferred to ${group}.`);
    expect(await top()).toBe(place);

    await page.keyboard.press('Control+1');
    await page.waitForFunction(() => document.activeElement?.id === 'compose');
    await page.keyboard.type('half a ');
    await page.keyboard.press('Control+Shift+E');
    await page.click(at('close-confirm'));
    await page
      .getByText(/^The conversation with Mathieu Lefebvre-Delacroix \(AC \d+\) is closed\.$/)
      .waitFor();
    expect(await page.locator('.told p').count()).toBe(1);
    await page.keyboard.press('Control+1');
    await page.waitForFunction(() => document.activeElement?.id === 'compose');
    await page.keyboard.type('on we go');
    expect(await page.inputValue(at('compose'))).toBe('on we go');

    await begin('async');
    await page.keyboard.press('Control+Shift+S');
    await page.click(at('snooze-confirm'));
    await page.getByText(/^Ines Carvalho \(AC \d+\): snoozed until/).waitFor();
    // Nobody has to send it away.
    await page.waitForSelector('.told p', { state: 'detached', timeout: 30_000 });
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

  // row: P-023
  test('what goes from under one’s hands takes no key to anybody else, and keeps the words', async () => {
    await begin('few');
    await page.click(at('compose'));
    await page.keyboard.type('half a sentence');
    await page.evaluate(() => {
      const thread = window.fake.panel.threads[0];
      if (thread) window.fake.tell({ threads: [{ ...thread, open: false, stays: true }] });
    });
    await page.waitForSelector(at('shut-away'));
    await page.keyboard.type(' that goes on');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Space');
    expect(await page.innerText(at('shut-written'))).toBe('half a sentence');
    expect(
      (await orders(page)).filter((order) => order.startsWith('send') || order === 'putAway c1'),
    ).toEqual([]);
    await page.click(at('shut-copy'));
    await page.waitForFunction(
      () => document.querySelector('[data-testid="shut-copy"]')?.textContent === 'Copied',
    );
    expect(await orders(page)).toContain('copyText half a sentence');
    await page.click(at('shut-away'));
    await page.waitForSelector(at('shut-away'), { state: 'detached' });
    expect(await orders(page)).toContain('putAway c1');
  });

  // row: P-023
  test.each(['Control+Shift+Digit1', 'Control+Shift+Digit2'])(
    'of a conversation that is gone nobody is told where its visitor is, and no time goes on (%s)',
    async (layout) => {
      await begin('taken');
      await page.keyboard.press(layout);
      if (layout.endsWith('2')) await page.click(at('box-c2'));
      const box = page.locator(at('box-c1'));
      await box.waitFor();
      expect(await box.innerText()).toContain('No longer yours');
      expect(await box.locator('.stopwatch').count()).toBe(0);
      for (const place of [at('box-c1'), at('pane-c1')]) {
        expect(await page.locator(`${place} .presence`).count()).toBe(0);
        expect(await page.locator(place).innerText()).not.toContain('Left the site');
      }
      expect(await page.locator(`${at('box-c2')} .presence`).count()).toBe(1);
      expect(await page.locator(`${at('box-c2')} .stopwatch`).count()).toBeGreaterThan(1);
    },
  );

  // row: P-023
  test('what put one text away puts no other away that comes in its place', async () => {
    await begin('few');
    // All are gone, and each that is put away makes way for the next.
    await page.evaluate(() => {
      const port = window.fake;
      const show = (stream: string) => {
        const [thread] = port.panel.threads;
        const gone = { open: false, stays: true };
        if (thread) port.tell({ panes: [stream], active: stream, threads: [{ ...thread, ...gone, stream }] });
      };
      port.putAway = async (stream) => {
        port.orders.push(`putAway ${stream}`);
        show(`c${Number(stream.slice(1)) + 1}`);
      };
      show('c1');
    });
    const away = async () => (await orders(page)).filter((order) => order.startsWith('putAway')).length;
    const next = () =>
      page.waitForFunction(() => document.activeElement?.matches('[role="log"]') ?? false, undefined, {
        timeout: 5000,
      });
    await page.waitForSelector(at('shut-away'));
    await page.focus(at('shut-away'));
    await page.keyboard.press('Enter');
    await next();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Space');
    expect(await page.locator(at('shut-away')).count()).toBe(1);
    expect(await away()).toBe(1);
    await page.dblclick(at('shut-away'));
    await next();
    expect(await page.locator(at('shut-away')).count()).toBe(1);
    expect(await away()).toBe(2);
  });

  // row: P-004
  test('a window that is to close on visitors asks first, over whatever is open, and the safe way has the caret', async () => {
    await begin('few');
    await page.keyboard.press('Control+Shift+E');
    await page.waitForSelector(at('mail'));
    const ask = () => page.evaluate(() => window.fake.ask());
    await ask();
    await page.waitForSelector(at('quit-stay'));
    await page.waitForFunction(() => (document.activeElement as HTMLElement).dataset.testid === 'quit-stay');
    expect(await orders(page)).toContain('asking');
    await page.keyboard.press('Escape');
    await page.waitForSelector(at('quit-stay'), { state: 'detached' });
    expect(await page.locator(at('mail')).count()).toBe(1);
    await ask();
    await page.click(at('quit-anyway'));
    expect(await orders(page)).toContain('quit');
    await page.click(at('quit-settle'));
    await page.waitForSelector(at('signout-stay'));
    await page.keyboard.press('Escape');
    await page.waitForSelector(at('signout-stay'), { state: 'detached' });
    // There is nothing to ask about once nobody is there.
    await ask();
    await page.waitForSelector(at('quit-stay'));
    await page.evaluate(() => window.fake.tell({ boxes: [] }));
    await page.waitForSelector(at('quit-stay'), { state: 'detached' });
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

  test('who leaves by Escape what they opened by mouse writes on', async () => {
    await begin('async');
    for (const open of ['snooze-open', 'transfer-open', 'close-link']) {
      await page.click(at('compose'));
      await page.click(at(open));
      await page.waitForSelector('.modal');
      await page.keyboard.press('Escape');
      await page.waitForSelector('.modal', { state: 'detached' });
      await page.waitForFunction(() => document.activeElement?.id === 'compose');
      await page.keyboard.type('oui bien ');
      expect(await page.locator('.modal').count()).toBe(0);
    }
    expect(await page.inputValue(at('compose'))).toBe('oui bien oui bien oui bien ');
    // Who goes by keyboard finds the button again that they pressed.
    await page.keyboard.press('Tab');
    await page.focus(at('snooze-open'));
    await page.keyboard.press('Enter');
    await page.waitForSelector('.modal');
    await page.keyboard.press('Escape');
    await page.waitForSelector('.modal', { state: 'detached' });
    await page.waitForFunction(() => document.activeElement?.getAttribute('data-testid') === 'snooze-open');
  });

  // row: P-095
  test('a snooze says what becomes of an unsent text', async () => {
    await begin('async');
    await page.click(at('compose'));
    await page.keyboard.type('half a sentence');
    await page.keyboard.press('Control+Shift+S');
    await page.waitForSelector(at('unsent-text'));
    expect(await page.innerText(at('unsent-text'))).toContain('thrown away if a colleague');
    await page.check(at('snooze-keep'));
    expect(await page.innerText(at('unsent-text'))).not.toContain('thrown away');
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

    await begin('few');
    await refuse(page, 'targets', '{"code":"unavailable","message":"There is no connection."}');
    await page.keyboard.press('Control+Shift+F');
    await page.getByText('There is no connection.').waitFor();
    await page.evaluate(() => window.fake.refuses.clear());
    await page.click(at('targets-again'));
    await page.waitForSelector(at('target-agent-10424'));
  });

  test('while an order is under way its dialog stays, and a late answer ends no other', async () => {
    await begin('few');
    const done = await hold(page, 'close');
    await page.keyboard.press('Control+Shift+E');
    await page.click(at('close-confirm'));
    await page.waitForSelector(`${at('close-confirm')}[aria-busy="true"]`);
    await page.keyboard.press('Escape');
    expect(await page.getAttribute(at('close-cancel'), 'aria-disabled')).toBe('true');
    await page.click(at('close-cancel'), { force: true });
    expect(await page.locator(at('close-confirm')).count()).toBe(1);

    // The conversation leaves by itself, and something else is asked meanwhile.
    await page.evaluate(() =>
      window.fake.tell({ boxes: window.fake.panel.boxes.filter((box) => box.stream !== 'c1') }),
    );
    await page.waitForSelector(at('close-confirm'), { state: 'detached' });
    await page.keyboard.press('F1');
    await page.getByRole('dialog').waitFor();
    await done();
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn))));
    expect(await page.getByRole('dialog').count()).toBe(1);
  });

  // row: P-043, P-093
  test('only who may wait has the banner and can be snoozed', async () => {
    await begin('few');
    expect(await page.locator(`${at('async-banner')}, ${at('snooze-open')}`).count()).toBe(0);
    await page.keyboard.press('Control+Shift+S');
    await page.click(at('actions'));
    await page.waitForSelector(at('act-block'));
    expect(await page.locator(at('act-snooze')).count()).toBe(0);

    await begin('async');
    await page.waitForSelector(at('snooze-open'));
    expect(await page.getByText('You need not answer at once').isVisible()).toBe(false);
    await page.click(at('async-more'));
    expect(await page.getByText('You need not answer at once').isVisible()).toBe(true);
    expect(await page.getAttribute(at('async-more'), 'aria-expanded')).toBe('true');
  });

  // row: P-094, P-095
  test('three hours, a day, or a moment; a past one is refused before it is asked for', async () => {
    await begin('async');
    await page.keyboard.press('Control+Shift+S');
    await page.waitForSelector(at('snooze-3h'));
    expect(await focused(page)).toBe('snooze-3h');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.waitForSelector(at('snooze-date'));
    const wrong = async (which: 'date' | 'time', typed: string, said: string) => {
      await page.fill(at(`snooze-${which}`), typed);
      await page.click(at('snooze-confirm'));
      await page.getByRole('alert').getByText(said).waitFor();
      expect(await focused(page)).toBe(`snooze-${which}`);
      for (const one of ['date', 'time'])
        expect(await page.getAttribute(at(`snooze-${one}`), 'aria-invalid')).toBe(String(one === which));
      const by = await page.getAttribute(at(`snooze-${which}`), 'aria-describedby');
      expect(await page.innerText(`[id="${by}"]`)).toContain(said);
    };
    await wrong('date', '29/02/2020', 'This date is past.');
    await wrong('date', 'whenever', 'This date is not understood.');
    await wrong('date', '26/11/2199', 'This date is too far away');
    await page.fill(at('snooze-date'), 'tomorrow');
    await wrong('time', '', 'This time is not understood.');
    await page.fill(at('snooze-date'), 'today');
    await wrong('time', '0:00', 'This time is past today.');
    expect((await orders(page)).some((order) => order.startsWith('snooze'))).toBe(false);
    // What was understood is said in words before it is done.
    await page.fill(at('snooze-date'), 'tomorrow');
    await page.fill(at('snooze-time'), '9.30 pm');
    await page.waitForFunction(
      (id) =>
        /^Tomorrow, .*9:30\sPM \S+, in \d+ (hours|days)$/.test(document.querySelector(id)?.textContent ?? ''),
      at('snooze-said'),
    );
    // So is what is not understood, and nothing is reproached while one writes.
    await page.fill(at('snooze-date'), 'tomorr');
    await page.waitForFunction(
      (id) => document.querySelector(id)?.textContent?.startsWith('This date is not understood.'),
      at('snooze-said'),
    );
    expect(await page.getAttribute(at('snooze-date'), 'aria-invalid')).toBe('false');
    // What one field says of both, the other shows: they and the sentence are of one moment.
    for (const [typed, clock] of [
      ['9', /^9:00\sAM$/],
      ['18:30', /^6:30\sPM$/],
      ['tomorrow 9', /^9:00\sAM$/],
      ['demain 10h', /^10:00\sAM$/],
      ['in 2 hours', /^\d+:\d\d\s[AP]M$/],
      ['dans 2 heures', /^\d+:\d\d\s[AP]M$/],
    ] as const) {
      await page.fill(at('snooze-date'), typed);
      await expect.poll(() => page.inputValue(at('snooze-time'))).toMatch(clock);
      await expect
        .poll(async () => (await page.innerText(at('snooze-said'))).replace(/\s/g, ' '))
        .toContain((await page.inputValue(at('snooze-time'))).replace(/\s/g, ' '));
      expect(await page.inputValue(at('snooze-date'))).toBe(typed);
    }
    // One field is enough for both; the arrows part them.
    await page.fill(at('snooze-date'), 'tomorrow noon');
    await page.waitForFunction(
      (id) => /^Tomorrow, .*12:00\sPM \S+, in/.test(document.querySelector(id)?.textContent ?? ''),
      at('snooze-said'),
    );
    await page.focus(at('snooze-time'));
    await page.keyboard.press('ArrowDown');
    expect(await page.inputValue(at('snooze-time'))).toMatch(/^11:45\sAM$/);
    expect(await page.inputValue(at('snooze-date'))).toMatch(/^\d\d\/\d\d\/\d{4}$/);
    await page.fill(at('snooze-date'), 'tomorrow');
    await page.fill(at('snooze-time'), '9.30 pm');
    // By the arrows, too: later and earlier.
    await page.keyboard.press('ArrowUp');
    expect(await page.inputValue(at('snooze-time'))).toMatch(/^9:45\sPM$/);
    await page.focus(at('snooze-date'));
    const dates = [await page.inputValue(at('snooze-date'))];
    for (const key of ['ArrowUp', 'ArrowDown', 'ArrowDown', 'ArrowDown']) {
      await page.keyboard.press(key);
      dates.push(await page.inputValue(at('snooze-date')));
    }
    expect(dates.slice(1).every((one) => /^\d\d\/\d\d\/\d{4}$/.test(one))).toBe(true);
    // Today is the first.
    expect(dates[4]).toBe(dates[3]);
    await page.click(at('snooze-24h'));
    await page.click(at('snooze-keep'));
    await page.keyboard.press('Enter');
    await page.waitForSelector(at('shelf-c1'));
    const [, stream, until, keep] =
      (await orders(page)).findLast((one) => one.startsWith('snooze'))?.split(' ') ?? [];
    expect([stream, keep]).toEqual(['c1', 'true']);
    expect(Math.abs(Number(until) - Date.now() - 86_400_000)).toBeLessThan(60_000);
    expect(await page.locator(at('box-c1')).count()).toBe(0);
  });

  // row: P-100
  test('one that is reserved says so of itself alone', async () => {
    const { page } = await gallery().open('reserved', { lang: 'fr' });
    expect(await page.innerText(at('shut'))).toMatch(/^Réservée pour vous · De Ben Osei/);
  });

  test('what is snoozed is read, not written in, and taken back', async () => {
    await begin('snoozed');
    expect(await page.locator(`${at('compose')}, ${at('transfer-open')}, ${at('close-open')}`).count()).toBe(
      0,
    );
    expect(await page.innerText(at('shut'))).toMatch(/Snoozed until .*in 2\d minutes/s);
    await page.keyboard.press('Control+Shift+E');
    expect(await page.locator('[role="dialog"]').count()).toBe(0);
    await page.click(at('shut-reopen'));
    expect(await orders(page)).toContain('wake s1');
    await page.waitForSelector(at('shelf-s1'), { state: 'detached' });
    await page.click(at('reopen-s2'));
    expect(await orders(page)).toContain('wake s2');
    await page.click(at('shelf-s3'));
    expect(await orders(page)).toContain('focus s3');
  });

  // row: P-098, P-100
  test('what is over and kept for the agent is taken as well, and what others handed over is not', async () => {
    await begin('shelf');
    expect(await page.locator(at('reopen-s4')).count()).toBe(0);
    await page.click(at('reopen-s5'));
    expect(await orders(page)).toContain('wake s5');
  });

  test('a refused reopening is told', async () => {
    await begin('shelf');
    await refuse(page, 'wake', '{"code":"wrong_state","message":"This conversation is no longer snoozed."}');
    await page.click(at('reopen-s1'));
    await page.getByText('This conversation is no longer snoozed.').waitFor();
  });

  // row: P-069
  test('what was done twice is said twice', async () => {
    await begin('few');
    const namesake = () =>
      page.evaluate(() => {
        const { threads } = window.fake.panel;
        window.fake.tell({ threads: threads.map((one) => ({ ...one, name: 'Lea', label: 'AC 4711' })) });
      });
    for (const stream of ['c1', 'c2']) {
      await page.evaluate((one) => window.fake.focus(one), stream);
      await namesake();
      await page.keyboard.press('Control+Shift+B');
      await page.click(at('block-confirm'));
      const word = page.locator(`${at('told')} p:not([data-heard])`, { hasText: /Lea.* is blocked/ });
      await word.waitFor();
      await word.evaluate((one) => one.setAttribute('data-heard', ''));
    }
  });

  test('blocking asks first, with the safe way under the caret', async () => {
    await begin('few');
    await page.click(at('actions'));
    await page.click(at('act-block'));
    await page.waitForSelector(at('block-confirm'));
    await page.waitForFunction(() => document.activeElement?.getAttribute('data-testid') === 'block-cancel');
    await page.keyboard.press('Enter');
    await page.waitForSelector(at('block-confirm'), { state: 'detached' });
    expect(await orders(page)).not.toContain('block c1');
    await page.click(at('actions'));
    await page.click(at('act-block'));
    await page.click(at('block-confirm'));
    await page.waitForSelector(at('box-c1'), { state: 'detached' });
    expect(await orders(page)).toContain('block c1');
  });

  test('an agent who was set away is told, and comes back with one press', async () => {
    await begin('imposed');
    expect(await page.innerText(at('away-banner'))).toContain('Choose a status to return.');
    expect(await page.innerText(at('away-return'))).toBe('Return on chat, video, and messaging');
    expect(await page.getAttribute(at('lamp-chat'), 'aria-pressed')).toBe('false');
    await page.click(at('lamp-chat'));
    expect(await orders(page)).toContain('setStatus chat available');
    await page.waitForSelector(at('away-banner'), { state: 'detached' });
  });

  test('an agent without a group is told that nothing new will reach them', async () => {
    await begin('ungrouped');
    expect(await page.innerText(at('ungrouped-banner'))).toContain('until a manager adds you to one');
  });
}
