import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { FakePort } from '../src/port/fake';
import type { Gallery } from './browser';
import { at, focused, orders, refuse } from './hand';

declare const window: { fake: FakePort };

/** An agent at work, in a browser. */
export function deskTests(gallery: () => Gallery): void {
  let page: Page;

  async function begin(state: string): Promise<void> {
    ({ page } = await gallery().open(state));
  }

  test('the whole day by keyboard: choose, write, send, close', async () => {
    await begin('few');
    await page.keyboard.press('Control+2');
    await page.waitForSelector(`${at('box-c2')}[data-tone="active"]`);
    await page.waitForFunction(() => document.activeElement?.id === 'compose');
    await page.keyboard.type('Good');
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.type('day');
    await page.keyboard.press('Enter');
    expect(await orders(page)).toContain('send c2 Good\nday');
    expect(await page.inputValue(at('compose'))).toBe('');
    await page.waitForSelector(`${at('line-sent1')}[data-state="sent"]`);

    await page.keyboard.press('Control+ArrowDown');
    await page.waitForSelector(`${at('box-c3')}[data-tone="active"]`);
    await page.keyboard.press('Control+j');
    await page.waitForSelector(`${at('box-c2')}[data-tone="active"]`);

    await page.keyboard.press('Control+Shift+E');
    await page.waitForSelector(at('close-confirm'));
    for (let n = 0; n < 12; n++) {
      await page.keyboard.press('Tab');
      expect(await page.evaluate(() => document.activeElement?.closest('[role="dialog"]') !== null)).toBe(
        true,
      );
    }
    await page.keyboard.press('Escape');
    await page.waitForSelector(at('close-confirm'), { state: 'detached' });
    // A picture after it has gone.
    await expect.poll(() => focused(page)).toBe('compose');
    expect(await orders(page)).not.toContain('close c2');

    await page.keyboard.press('Control+Shift+E');
    await page.waitForSelector(at('close-confirm'));
    await page.keyboard.press('Enter');
    await page.waitForSelector(at('box-c2'), { state: 'detached' });
    expect(await orders(page)).toContain('close c2');
  });

  // row: P-023
  test('typing never loses its place: not by news, not by lamps, not by a dialog of one’s own', async () => {
    await begin('few');
    await page.click(at('compose'));
    await page.keyboard.type('half a ');
    await page.evaluate(() => {
      const { boxes, active: stream } = window.fake.panel;
      window.fake.tell({ boxes: [...boxes].reverse(), notices: [] });
      const line = { key: 'late', kind: 'visitor', at: Date.now(), name: 'x', text: 'late' } as const;
      window.fake.tell({ threadPatches: [{ stream, typing: true, lines: [line] }] });
      window.fake.tell({ line: { ...window.fake.panel.line, state: 'offline' } });
    });
    await page.waitForSelector(at('offline-banner'));
    await page.click(at('lamp-chat'));
    await page.click(at('send'), { trial: true });
    await page.keyboard.type('sentence');
    expect(await page.inputValue(at('compose'))).toBe('half a sentence');
    expect(await focused(page)).toBe('compose');
    expect(await orders(page)).toContain('setStatus chat unavailable');
  });

  // row: D-02
  test('without a line it is said what leaves by itself, and from when on it is asked about', async () => {
    await begin('offline');
    const said = () => page.innerText(at('offline-banner'));
    const line = (unsent: number, minutes: number) =>
      page.evaluate(
        ([n = 0, ago = 0]) => {
          const since = Date.now() - ago * 60_000;
          window.fake.tell({ line: { ...window.fake.panel.line, unsent: n, since } });
        },
        [unsent, minutes],
      );
    expect(await said()).toContain('2 messages are kept here and leave when the line is back.');
    expect(await said()).not.toContain('asked');
    await line(2, 11);
    await page.getByText('About those older than 10 minutes you are asked first.').waitFor();
    // What was refused is none of them: it is told in its box.
    await line(0, 11);
    await page.getByText('You can keep writing.').waitFor();
    await page.waitForSelector(`${at('box-c1')} [data-kind="failed"]`);
  });

  // row: P-063
  test('each conversation keeps its own words and its caret', async () => {
    await begin('few');
    await page.click(at('compose'));
    await page.keyboard.type('one two');
    for (let n = 0; n < 4; n++) await page.keyboard.press('ArrowLeft');
    await page.click(at('box-c3'));
    await page.waitForSelector(`${at('box-c3')}[data-tone="active"]`);
    expect(await page.inputValue(at('compose'))).toBe('');
    await page.keyboard.type('three');
    await page.click(at('box-c1'));
    await page.waitForSelector(`${at('box-c1')}[data-tone="active"]`);
    expect(await page.inputValue(at('compose'))).toBe('one two');
    await page.keyboard.type(',');
    expect(await page.inputValue(at('compose'))).toBe('one, two');
    expect(await orders(page)).toEqual(
      expect.arrayContaining(['draft c1 one two', 'draft c3 three', 'typing c1 true']),
    );
  });

  test('Enter that ends a composition sends nothing', async () => {
    await begin('one');
    await page.click(at('compose'));
    await page.keyboard.type('x');
    await page.dispatchEvent(at('compose'), 'keydown', { key: 'Enter', isComposing: true, bubbles: true });
    await page.dispatchEvent(at('compose'), 'keydown', { key: 'Enter', keyCode: 229, bubbles: true });
    expect((await orders(page)).filter((order) => order.startsWith('send'))).toEqual([]);
  });

  test('a message that is refused comes back, with the reason', async () => {
    await begin('one');
    await refuse(page, 'send', '{"code":"rate_limited","message":"Too fast."}');
    await page.fill(at('compose'), 'again and again');
    await page.click(at('send'));
    await page.getByText('Too fast.').waitFor();
    expect(await page.inputValue(at('compose'))).toBe('again and again');
  });

  test('when the conversation began, and since when it is the agent’s, are told apart', async () => {
    await begin('few');
    const facts = () => page.locator('.info-part', { hasText: 'This contact' }).innerText();
    expect(await facts()).toMatch(/Conversation began\s+\S.*\s+With you since\s+\S/);
    await page.evaluate(() => {
      const [thread] = window.fake.panel.threads;
      if (thread) window.fake.tell({ threads: [{ ...thread, heldSince: 0 }] });
    });
    await page.getByText('With you since').waitFor({ state: 'detached' });
    expect(await facts()).toContain('Conversation began');
  });

  // row: P-034
  test('a message that has failed says why, and is sent again once, or thrown away', async () => {
    await begin('offline');
    expect(await page.getAttribute(at('line-f'), 'data-state')).toBe('failed');
    expect(await page.innerText(`${at('line-f')} .message-state`)).toContain(
      'Not sent: the message was refused by the server.',
    );
    await page.click(at('retry-f'));
    await page.focus(at('discard-f'));
    await page.keyboard.press('Enter');
    expect((await orders(page)).filter((one) => /^(retry|discard|send)/.test(one))).toEqual([
      'retry c1 f',
      'discard c1 f',
    ]);
  });

  test('a reader who scrolled up stays there and is told of what is new', async () => {
    await begin('long');
    const frame = page.locator(at('thread'));
    const bottom = () => frame.evaluate((one) => one.scrollHeight - one.clientHeight - one.scrollTop);
    expect(await bottom()).toBeLessThan(2);
    await frame.hover();
    await page.mouse.wheel(0, -1500);
    await page.getByText('To the newest').waitFor();
    await page.evaluate(() => {
      const line = { key: 'late', kind: 'visitor', at: Date.now(), name: 'x', text: 'late words' } as const;
      window.fake.tell({ threadPatches: [{ stream: 'c1', lines: [line] }] });
    });
    const news = page.getByRole('button', { name: '1 new message', exact: true });
    await news.waitFor();
    expect(await bottom()).toBeGreaterThan(1000);
    await news.click();
    await page.locator(at('line-late')).waitFor();
    await page.waitForFunction(() => {
      const one = document.querySelector('[data-testid="thread"]');
      return one !== null && one.scrollHeight - one.clientHeight - one.scrollTop < 2;
    });
    expect(await page.locator('[role="status"]').allInnerTexts()).toContain('Ines Carvalho: late words');
    // The same words once more are other words: what reads them out is told by what comes, and not by what changes.
    const again = page.locator('[role="status"] p', { hasText: 'late words' });
    await again.evaluate((one) => one.setAttribute('data-heard', ''));
    await page.evaluate(() => {
      const line = { key: 'later', kind: 'visitor', at: Date.now(), name: 'x', text: 'late words' } as const;
      window.fake.tell({ threadPatches: [{ stream: 'c1', lines: [line] }] });
    });
    await page.waitForSelector('[role="status"] p:not([data-heard]):has-text("late words")', {
      state: 'attached',
    });
    expect(await page.locator('.message').count()).toBeLessThan(100);
  });

  // row: P-020
  test('who comes back begins where what is new does, and goes on at the end', async () => {
    await begin('fresh');
    const frame = page.locator(at('thread'));
    const mark = page.locator(at('mark-fresh'));
    await mark.waitFor();
    await page.getByRole('button', { name: '30 new messages', exact: true }).waitFor();
    const fromTop = async () => ((await mark.boundingBox())?.y ?? 0) - ((await frame.boundingBox())?.y ?? 0);
    const atTop = () => expect.poll(async () => Math.abs((await fromTop()) - 20)).toBeLessThanOrEqual(20);
    await atTop();
    expect(await page.evaluate(() => window.fake.viewed.get('c1'))).toBeUndefined();
    // What comes does not move who reads; their own answer leads to the end, and is the end of what was new.
    await page.evaluate(() => {
      const line = { key: 'late', kind: 'visitor', at: Date.now(), name: 'x', text: 'late words' } as const;
      window.fake.tell({ threadPatches: [{ stream: 'c1', lines: [line] }] });
    });
    await page.getByRole('button', { name: '31 new messages', exact: true }).waitFor();
    await atTop();
    await page.evaluate(() => {
      const line = { key: 'own', kind: 'agent', at: Date.now(), text: 'mine', state: 'queued' } as const;
      window.fake.tell({ threadPatches: [{ stream: 'c1', lines: [line], fresh: '' }] });
    });
    await page.locator(at('line-own')).waitFor();
    expect(await mark.count()).toBe(0);
    await page.locator('.log-new').waitFor({ state: 'detached' });
  });

  // row: P-020
  test('what is new and in sight leaves the thread at its end', async () => {
    await begin('fresh-near');
    await page.locator(at('mark-fresh')).waitFor();
    const frame = page.locator(at('thread'));
    const bottom = () => frame.evaluate((one) => one.scrollHeight - one.clientHeight - one.scrollTop);
    await expect.poll(bottom).toBeLessThan(2);
    expect(await page.locator('.log-new').count()).toBe(0);
    await page.waitForFunction(() => window.fake.viewed.get('c1') === 'l399');
    // What comes is followed.
    await page.evaluate(() => {
      const line = { key: 'late', kind: 'visitor', at: Date.now(), name: 'x', text: 'late words' } as const;
      window.fake.tell({ threadPatches: [{ stream: 'c1', lines: [line] }] });
    });
    await page.locator(at('line-late')).waitFor();
    await expect.poll(bottom).toBeLessThan(2);
  });

  test('notices that come, change and go leave a thread that is read at its end there', async () => {
    await begin('long');
    const frame = page.locator(at('thread'));
    const bottom = () => frame.evaluate((one) => one.scrollHeight - one.clientHeight - one.scrollTop);
    await expect.poll(bottom).toBeLessThan(2);
    for (const [first, then] of [
      [2, 40],
      [40, 2],
      [40, 40],
    ] as const) {
      await page.evaluate(
        async ([one, other]) => {
          const stand = () => new Promise((rest) => setTimeout(rest, 500));
          const thread = document.querySelector('[data-testid="thread"]');
          const show = async (words: number) => {
            const text = 'some more words '.repeat(words);
            const notice = { id: words, code: 'unavailable', text, at: Date.now(), own: true } as const;
            window.fake.tell({ notices: words > 0 ? [notice] : [] });
            for (let n = 0; n < 20; n++) await Promise.resolve();
            // Whoever reads the layout between two pictures has the engine put it in order there.
            return thread?.scrollTop;
          };
          await show(one);
          await stand();
          await show(0);
          await show(other);
          await stand();
        },
        [first, then] as const,
      );
      await expect.poll(bottom).toBeLessThan(2);
      expect(await page.locator('.log-new').count()).toBe(0);
    }
    await page.evaluate(() => {
      const line = { key: 'late', kind: 'visitor', at: Date.now(), name: 'x', text: 'late words' } as const;
      window.fake.tell({ threadPatches: [{ stream: 'c1', lines: [line] }] });
    });
    await page.locator(at('line-late')).waitFor();
    await expect.poll(bottom).toBeLessThan(2);
  });

  test('Home reaches the beginning although the rows there are higher than expected', async () => {
    await begin('long');
    await page.evaluate(() => {
      const lines = Array.from({ length: 60 }, (_, n) => ({
        key: `l${n * 5}`,
        kind: 'visitor' as const,
        at: Date.now() - (400 - n * 5) * 240_000,
        name: 'x',
        text: 'a long story '.repeat(200),
      }));
      window.fake.tell({ threadPatches: [{ stream: 'c1', lines }] });
    });
    const frame = page.locator(at('thread'));
    await frame.focus();
    await page.keyboard.press('Home');
    await page.locator(at('line-l0')).waitFor();
    await page.waitForTimeout(300);
    expect(await frame.evaluate((one) => one.scrollTop)).toBe(0);
    await page.keyboard.press('ArrowDown');
    await page.waitForFunction(() => (document.querySelector('[data-testid="thread"]')?.scrollTop ?? 0) > 0);
  });

  test('links lead to the browser and the window stays', async () => {
    await begin('one');
    const here = page.url();
    await page.locator('.rich-text a').click();
    await page.locator('.head-page').click({ button: 'middle' });
    expect(page.url()).toBe(here);
    expect(
      gallery()
        .browser.contexts()
        .flatMap((context) => context.pages()).length,
    ).toBe(1);
    expect((await orders(page)).filter((order) => order.startsWith('openExternal'))).toEqual([
      'openExternal https://shop.acme.test/tents/ridge-2/footprint',
      'openExternal https://shop.acme.test/tents/ridge-2',
    ]);
  });

  test('signing in says what is wrong where it is wrong, and signing out waits for the visitors', async () => {
    await begin('signed-out');
    await refuse(page, 'signIn', '{"code":"invalid","message":"No such place.","field":"server"}');
    await page.keyboard.type('desk.acme.test');
    await page.keyboard.press('Tab');
    await page.keyboard.type('ada@acme.test');
    await page.keyboard.press('Tab');
    await page.keyboard.type('parley-demo');
    await page.keyboard.press('Enter');
    await page.locator('#signin-server-error').waitFor();
    expect(await page.getAttribute(at('signin-server'), 'aria-invalid')).toBe('true');
    await page.waitForFunction(() => document.activeElement?.id === 'signin-server');
    expect(await orders(page)).toContain('signIn desk.acme.test ada@acme.test');

    await begin('few');
    expect(await page.title()).toBe('(3) Parley · ID 10423');
    await page.click(at('menu'));
    await page.click(at('sign-out'));
    await page.click(at('signout-stay'));
    expect(await orders(page)).not.toContain('signOut false');
  });

  // row: P-004
  test('who has signed out finds the caret in the first field that is empty, whichever way they went', async () => {
    for (const settled of [true, false]) {
      await begin('few');
      if (settled) await page.evaluate(() => window.fake.tell({ boxes: [], shelf: [] }));
      await page.click(at('compose'));
      await page.click(at('menu'));
      await page.click(at('sign-out'));
      if (!settled) {
        await page.waitForSelector(at('signout-stay'));
        await page.evaluate(() => window.fake.tell({ boxes: [], shelf: [] }));
        await page.click(at('signout-leave'));
      }
      await page.waitForSelector('#signin-password');
      await page.waitForFunction(() => document.activeElement?.id.startsWith('signin-'));
      const empty = await page
        .locator('.signin input')
        .evaluateAll((all) => (all as HTMLInputElement[]).find((one) => one.value === '')?.id);
      await page.keyboard.type('parley');
      expect(await page.inputValue(`#${empty}`)).toBe('parley');
    }
  });

  // row: P-002, P-003
  test('the menu at the end of the bar: the number to copy, the page of the team, one’s answers, signing out', async () => {
    await begin('few');
    const choose = async (what: string) => {
      await page.click(at('menu'));
      await page.click(at(what));
      await page.waitForSelector('[role="menu"]', { state: 'detached' });
    };
    await page.click(at('menu'));
    expect(await page.innerText(at('menu-copy'))).toContain('10423');
    expect(await page.title()).toContain('ID 10423');
    expect(await page.innerText(`${at('menu-team')} .menu-name`)).toBe('The garden');
    await page.keyboard.press('Escape');
    const here = page.url();
    await choose('menu-copy');
    await choose('menu-team');
    expect(await orders(page)).toEqual(
      expect.arrayContaining(['copyText 10423', 'openExternal https://team.acme.test/garden']),
    );
    expect(page.url()).toBe(here);
    await choose('menu-answers');
    await page.getByRole('heading', { name: 'Your canned answers' }).waitFor();
    await page.keyboard.press('Escape');
    await choose('sign-out');
    await page.waitForSelector(at('signout-stay'));
    await page.keyboard.press('Escape');

    // Without a title it has a name all the same; without a page, or with one that leads nowhere, it is absent.
    const named = async (team: { title?: string; page?: string }) => {
      await page.evaluate((to) => {
        const { session } = window.fake.panel;
        window.fake.tell({ session: { ...session, project: { ...session.project, team: to } } });
      }, team);
      await page.click(at('menu'));
      await page.waitForSelector(at('menu-copy'));
      const names = await page.locator(`${at('menu-team')} .menu-name`).allInnerTexts();
      await page.keyboard.press('Escape');
      await page.waitForSelector('[role="menu"]', { state: 'detached' });
      // The sheet of keys calls it the same.
      await page.keyboard.press('F1');
      await page.waitForSelector(at('keys-done'));
      const sheet = page.locator('.keys-row').filter({ has: page.locator('kbd', { hasText: /^F8$/ }) });
      expect(await sheet.filter({ hasNotText: 'Sign out' }).locator('dt').allInnerTexts()).toEqual(names);
      await page.keyboard.press('Escape');
      await page.waitForSelector(at('keys-done'), { state: 'detached' });
      return names;
    };
    expect(await named({ page: 'https://team.acme.test/' })).toEqual(['Page of the team']);
    expect(await named({})).toEqual([]);
    expect(await named({ title: 'x', page: 'javascript:alert(1)' })).toEqual([]);
  });

  // row: P-014, P-015, P-023
  test('four at once: one compose area, which follows the pane that is clicked', async () => {
    await begin('few');
    await page.keyboard.press('Control+Shift+Digit4');
    await page.waitForSelector(at('pane-c4'));
    expect(await orders(page)).toContain('setLayout 4');
    for (const stream of ['c1', 'c2', 'c3', 'c4']) {
      const words = page.locator(`${at(`pane-${stream}`)} ${at('thread')} .message-body`).last();
      expect(await words.isVisible()).toBe(true);
    }
    const place = () => page.getAttribute('.pane-foot', 'data-place');
    expect(await page.locator(at('compose')).count()).toBe(1);
    expect(await place()).toBe('0');
    await page.click(`${at('pane-c4')} .log-fill`, { force: true });
    await page.waitForSelector(`${at('pane-c4')}[data-active="true"]`);
    expect(await page.locator(at('compose')).count()).toBe(1);
    expect(await place()).toBe('3');
    await page.waitForFunction(() => document.activeElement?.id === 'compose');
    await page.keyboard.type('to the fourth');
    await page.keyboard.press('Enter');
    expect(await orders(page)).toContain('send c4 to the fourth');

    // By keyboard, and to a pane that is there already: nothing moves.
    await page.focus(at('work-c2'));
    await page.keyboard.press('Enter');
    await page.waitForSelector(`${at('pane-c2')}[data-active="true"][data-place="1"]`);
    // Somebody else's news moves neither the caret nor the text.
    await page.keyboard.type('half a ');
    await page.evaluate(() => {
      const line = { key: 'late', kind: 'visitor', at: Date.now(), name: 'x', text: 'late' } as const;
      window.fake.tell({ threadPatches: [{ stream: 'c3', lines: [line] }] });
      window.fake.tell({ panes: ['', 'c2', 'c3', 'c4'] });
    });
    await page.waitForSelector(at('pane-empty-0'));
    await page.keyboard.type('sentence');
    expect(await page.inputValue(at('compose'))).toBe('half a sentence');
  });

  // row: P-016, P-017
  test('one sign is one number: the arrow since the agent’s word, the hourglass since the visitor’s', async () => {
    await begin('two');
    await page.evaluate(() => {
      const at = Date.now() + 60_000; // so that none is as old as another
      const boxes = window.fake.panel.boxes.map((box, place) => ({
        ...box,
        mine: true,
        lastAgentAt: at - (place + 2) * 600_000,
        waitingSince: at - (place + 2) * 100_000,
      }));
      window.fake.tell({ boxes });
    });
    await page.waitForSelector(at('waits-c2'));
    const shown = () =>
      page.evaluate(() => {
        const minutes = (figure: Element) => {
          const [, minute = 0, hour = 0] = (figure.textContent ?? '').split(':').map(Number).reverse();
          return hour * 60 + minute;
        };
        return [...document.querySelectorAll('.lucide-reply, .lucide-hourglass')].flatMap((sign) => {
          const figure = sign
            .closest('.box-turn, .box-time, .boxes-longest, [data-testid]')
            ?.querySelector('.stopwatch');
          if (!figure) return [];
          const of = sign.closest('[data-testid]')?.getAttribute('data-testid') ?? '';
          const kind = sign.classList.contains('lucide-reply') ? 'arrow' : 'hourglass';
          return [`${kind} ${of.replace(/^[a-z]+-/, '')} ${minutes(figure)}`];
        });
      });
    // The boxes are drawn a moment after the heads.
    await expect
      .poll(async () => (await shown()).filter((one) => one.startsWith('arrow')), { timeout: 20_000 })
      .toEqual(['arrow c1 19', 'arrow c2 29', 'arrow c3 39', 'arrow c4 49']);
    // What is said of the longest wait above the boxes is what its own box says; and each of them says its own.
    expect((await shown()).filter((one) => one.startsWith('hourglass')).sort()).toEqual([
      'hourglass  7',
      'hourglass c1 2',
      'hourglass c2 4',
      'hourglass c2 4',
      'hourglass c3 5',
      'hourglass c4 7',
    ]);
    expect(await page.getAttribute(at('waits-c2'), 'title')).toBe('Waits for an answer since');
  });

  // row: D-11
  test('why something was not done is said in the language that is spoken now', async () => {
    await begin('few');
    const why = { code: 'wrong_state', message: 'Not now.', messageFR: 'Pas maintenant.' };
    await refuse(page, 'setLayout', JSON.stringify(why));
    await page.keyboard.press('Control+Shift+Digit2');
    const notice = page.locator(at('notice')).last();
    await expect.poll(() => notice.innerText()).toBe('Not now.');
    await refuse(page, 'beginFile', JSON.stringify(why));
    await page.locator(at('file-chooser')).setInputFiles([
      { name: 'a.pdf', mimeType: 'application/pdf', buffer: Buffer.alloc(9) },
      { name: 'b.pdf', mimeType: 'application/pdf', buffer: Buffer.alloc(9) },
    ]);
    await expect.poll(() => page.innerText(at('compose-error'))).toMatch(/a\.pdf.*b\.pdf.*Not now/);
    await page.keyboard.press('Control+,');
    await page.click(at('setting-language-fr'));
    await expect.poll(() => notice.innerText()).toBe('Pas maintenant.');
    expect(await page.innerText(at('compose-error'))).toMatch(/a\.pdf.*b\.pdf.*Pas maintenant/);
  });

  // row: P-019, D-11
  test('the language, the colours and the place of the boxes change at once, and are kept', async () => {
    await begin('few');
    await page.click(at('compose'));
    await page.keyboard.type('half a sentence');
    await page.click(at('menu'));
    await page.click(at('settings-open'));
    await page.click(at('setting-language-fr'));
    await page.getByRole('heading', { name: 'Réglages' }).waitFor();
    expect(await page.getAttribute('html', 'lang')).toBe('fr');
    expect(await orders(page)).toContain('setLanguage fr');

    const box = page.locator(at('box-c3'));
    const colour = () => box.evaluate((one) => getComputedStyle(one).backgroundColor);
    const white = await colour();
    await page.click(at('setting-boxes-grey'));
    expect(await colour()).not.toBe(white);

    await page.click(at('setting-bar-bottom'));
    const place = await page.locator('.left').boundingBox();
    expect(place?.y).toBeGreaterThan(550);
    expect(place?.width).toBe(1280);
    await page.click(at('settings-done'));
    expect(await page.inputValue(at('compose'))).toBe('half a sentence');
    const keptOf = (choice: string) =>
      page.evaluate((name) => localStorage.getItem(`parley.${name}`), choice);
    expect([await keptOf('language'), await keptOf('boxes'), await keptOf('bar')]).toEqual([
      'fr',
      'grey',
      'bottom',
    ]);
  });

  // row: P-019
  test('boxes along the bottom follow the wheel, and the active one is in sight', async () => {
    ({ page } = await gallery().open('twelve', { bar: 'bottom' }));
    const list = page.locator('.boxes-list');
    await list.hover();
    await page.mouse.wheel(0, 300);
    await page.waitForFunction(() => (document.querySelector('.boxes-list')?.scrollLeft ?? 0) > 0);
    await list.evaluate((one) => one.scrollTo({ left: 0 }));
    await page.keyboard.press('Control+9');
    const active = await page.waitForSelector(`${at('box-c9')}[data-tone="active"]`);
    const [box, area] = [await active.boundingBox(), await list.boundingBox()];
    expect(box?.x).toBeGreaterThanOrEqual(area?.x ?? 0);
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual((area?.x ?? 0) + (area?.width ?? 0));
  });

  test('a menu by keyboard: it opens with the arrows, holds the keys, and gives the caret back', async () => {
    await begin('few');
    await page.focus(at('actions'));
    await page.keyboard.press('ArrowDown');
    await page.waitForFunction(() => document.activeElement?.getAttribute('data-testid') === 'act-transfer');
    expect(await page.getAttribute(at('actions'), 'aria-expanded')).toBe('true');
    await page.keyboard.press('Escape');
    await page.waitForSelector('[role="menu"]', { state: 'detached' });
    await page.waitForFunction(() => document.activeElement?.getAttribute('data-testid') === 'actions');
    expect(await page.getAttribute(at('actions'), 'aria-expanded')).toBe('false');

    await page.keyboard.press('Enter');
    await page.waitForSelector('[role="menu"]');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await page.waitForSelector(at('block-confirm'));
    expect(await focused(page)).toBe('block-cancel');

    await begin('few');
    await page.click(at('menu'));
    await page.waitForSelector('[role="menu"]');
    // A second press closes it: it must not open again under the pointer.
    await page.mouse.click(...(await middle(at('menu'))));
    await page.waitForSelector('[role="menu"]', { state: 'detached' });
  });

  test('what is asked before the overlays are here is answered when they are', async () => {
    let arrive = () => {};
    const late = new Promise<void>((resolve) => {
      arrive = resolve;
    });
    const before = (fresh: Page) =>
      fresh.route('**/overlays*.js', async (route) => {
        await late;
        await route.continue();
      });
    ({ page } = await gallery().open('few', { before }));
    await page.keyboard.press('Control+Shift+E');
    await page.click(at('compose'));
    expect(await page.locator('[role="dialog"]').count()).toBe(0);
    arrive();
    await page.waitForSelector(at('close-confirm'));
  });

  async function middle(selector: string): Promise<[number, number]> {
    const box = await page.locator(selector).boundingBox();
    if (!box) throw new Error(`${selector} is not on the page`);
    return [box.x + box.width / 2, box.y + box.height / 2];
  }
}
