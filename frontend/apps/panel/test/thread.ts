import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { FakePort } from '../src/port/fake';
import type { Gallery } from './browser';
import { at, focused, orders, refuse } from './hand';

declare const window: { fake: FakePort };

/** What the thread tells beside the words, in a browser. */
export function threadTests(gallery: () => Gallery): void {
  let page: Page;

  async function begin(state: string): Promise<void> {
    ({ page } = await gallery().open(state, { height: 2000 }));
  }

  const sides = () =>
    page
      .locator('.message')
      .evaluateAll((all) => [...new Set(all.map((one) => one.getAttribute('data-side')))]);

  test('Ctrl and A chooses the words of the thread the keys are in, and of nothing else', async () => {
    await begin('few');
    const chosen = () => page.evaluate(() => getSelection()?.toString() ?? '');
    await page.focus(at('menu'));
    await page.keyboard.press('Control+a');
    expect(await chosen()).toBe('');
    await page.focus(at('thread'));
    await page.keyboard.press('Control+a');
    expect(await chosen()).toContain('That is exactly what I hoped.');
    expect(await chosen()).not.toContain('AC 4712');
    await page.fill(at('compose'), 'my own words');
    await page.keyboard.press('Control+a');
    await page.keyboard.type('x');
    expect(await page.inputValue(at('compose'))).toBe('x');
  });

  test('a thread that is chosen whole is copied whole, with who said it', async () => {
    await begin('long');
    await page.focus(at('thread'));
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Control+c');
    await page.focus(at('compose'));
    await page.keyboard.press('Control+v');
    const copied = (await page.inputValue(at('compose'))).split('\n\n');
    const lines = await page.evaluate(() => window.fake.panel.threads[0]?.lines ?? []);
    expect(copied).toHaveLength(lines.length);
    expect(copied[0]).toContain(lines[0]?.text ?? '?');
    expect(copied[1]).toMatch(/^You /);
    expect(await page.locator('.message').count()).toBeLessThan(lines.length);
  });

  test('a visitor who ended the chat has not left the site', async () => {
    await begin('few');
    await page.evaluate(() => {
      const [first, ...rest] = window.fake.panel.boxes;
      if (!first) throw new Error('no box');
      window.fake.tell({
        boxes: [{ ...first, online: false, ended: true }, ...rest],
        threadPatches: [{ stream: 'c1', online: false, ended: true }],
      });
    });
    await page.waitForSelector('.head .presence[data-online="false"]');
    expect(await page.innerText('.head-presence .folds')).toBe('Ended the chat');
    expect(await page.locator(`${at('box-c1')} .presence`).textContent()).toBe('Ended the chat');
    expect(await page.innerText('#compose-note')).toBe('The visitor has ended the chat');
  });

  // row: P-028
  test('each filter shows one side, what is hidden is told, and reset shows everything', async () => {
    await begin('marked');
    const all = await page.locator('.message').count();
    await page.click(at('compose'));
    await page.keyboard.type('half a ');
    await page.click(at('filter-open'));
    await page.click(at('filter-visitor'));
    await page.waitForFunction(() => !document.querySelector('.message[data-side="agent"]'));
    expect(await sides()).toEqual(['visitor']);
    expect(await page.locator('.quiet').count()).toBe(0);
    await page.evaluate(() => {
      const ours = (key: string) =>
        ({ key, kind: 'agent', at: Date.now(), text: key, state: 'sent' }) as const;
      const theirs = { key: 'n3', kind: 'visitor', at: Date.now(), name: 'x', text: 'n3' } as const;
      window.fake.tell({
        threadPatches: [
          {
            stream: 'c1',
            lines: [ours('n1'), ours('n2'), theirs],
          },
        ],
      });
    });
    await page.locator(at('line-n3')).waitFor();
    expect(await page.innerText(at('filter-hidden'))).toBe('2 new lines hidden by the filter');
    await page.click(at('filter-visitor'));
    await page.click(at('filter-agent'));
    await page.locator(at('line-n2')).waitFor();
    expect(await sides()).toEqual(['agent']);
    // A message that has not arrived is never hidden.
    await page.click(at('filter-agent'));
    await page.click(at('filter-navigation'));
    await page.evaluate(() => {
      const line = { key: 'n4', kind: 'agent', at: Date.now(), text: 'n4', state: 'failed' } as const;
      window.fake.tell({ threadPatches: [{ stream: 'c1', lines: [line] }] });
    });
    await page.locator(at('retry-n4')).waitFor();
    await page.keyboard.type('sentence');
    expect(await page.inputValue(at('compose'))).toBe('half a sentence');
    // The filter is the window's: the next conversation is filtered too.
    await page.keyboard.press('Control+2');
    await page.waitForSelector(`${at('box-c2')}[data-tone="active"]`);
    await page.getByText('There is nothing of this kind here.').waitFor();
    await page.keyboard.press('Control+1');
    await page.waitForSelector(`${at('box-c1')}[data-tone="active"]`);
    await page.focus(at('filter-reset'));
    await page.keyboard.press('Enter');
    await page.locator(at('line-t0')).waitFor();
    expect(await page.locator('.message').count()).toBeGreaterThanOrEqual(all);
    await page.click(at('filter-open'));
    expect(await page.locator(at('filter')).count()).toBe(0);
  });

  // row: P-030
  test('a filter chosen by mouse leaves the caret where one writes; by key it comes to the choices', async () => {
    await begin('few');
    await page.click(at('filter-open'));
    await page.waitForSelector(at('filter'));
    await page.keyboard.type('one ');
    await page.click(at('filter-visitor'));
    await page.keyboard.type('two ');
    await page.keyboard.press('Control+Shift+L');
    await page.waitForSelector(at('filter'), { state: 'detached' });
    await page.keyboard.press('Control+Shift+L');
    await page.waitForFunction(
      () => document.activeElement?.getAttribute('data-testid') === 'filter-visitor',
    );
    await page.click(at('filter-agent'));
    await page.waitForFunction(() => document.activeElement?.id === 'compose');
    await page.keyboard.type('three');
    expect(await page.inputValue(at('compose'))).toBe('one two three');
    expect(await page.getAttribute(at('filter-agent'), 'aria-pressed')).toBe('true');
  });

  test('the filter Navigation lists the pages with their times, and the head follows the visitor', async () => {
    await begin('marked');
    await page.click(at('filter-open'));
    await page.click(at('filter-navigation'));
    await page.waitForFunction(() => !document.querySelector('.message'));
    const pages = () =>
      page.locator('.quiet').evaluateAll((all) => all.map((one) => (one as HTMLElement).innerText));
    const told = await pages();
    expect(told.length).toBe(4);
    expect(told[0]).toMatch(/Tents for two\s+\d{1,2}:\d\d/);
    await page.evaluate(() => {
      const place = { url: 'https://shop.acme.test/stoves', title: 'Stoves' };
      const line = {
        key: 'p',
        kind: 'system',
        at: Date.now(),
        system: 'viewed',
        url: place.url,
        text: place.title,
      } as const;
      window.fake.tell({ threadPatches: [{ stream: 'c1', page: place, lines: [line] }] });
    });
    await page.locator(at('line-p')).waitFor();
    expect(await page.innerText('.head-page')).toContain('Stoves');
    await page.locator('.quiet a').last().click();
    expect(await orders(page)).toContain('openExternal https://shop.acme.test/stoves');
    // What is no address of the web is text.
    expect(await page.locator('.quiet a').count()).toBe(4);
  });

  // row: B-15
  test('each message says how far it has come, and when, to the pointer and to the keys', async () => {
    await begin('marked');
    expect(await page.getAttribute(at('tick-t4'), 'data-state')).toBe('seen');
    expect(await page.innerText(at('tick-t14'))).toBe('Delivered');
    const times = page.locator(`${at('tick-t4')} .tick-times`);
    expect(await times.isVisible()).toBe(false);
    await page.hover(at('line-t4'));
    expect(await times.innerText()).toMatch(/^Sent .*\nDelivered .*\nSeen /);
    await page.mouse.move(0, 0);
    expect(await times.isVisible()).toBe(false);
    await page.focus(at('filter-open'));
    for (let n = 0; n < 12 && (await focused(page)) !== 'thread'; n++) await page.keyboard.press('Tab');
    expect(await times.isVisible()).toBe(true);
    await page.evaluate(() => {
      const old = window.fake.panel.threads[0]?.lines.find((line) => line.key === 't14');
      if (!old) return;
      const line = { ...old, state: 'seen', seenAt: Date.now() } as const;
      window.fake.tell({ threadPatches: [{ stream: 'c1', lines: [line] }] });
    });
    await page.waitForSelector(`${at('tick-t14')}[data-state="seen"]`);
  });

  // row: P-065, P-067
  test('how often a visitor was here, the newest first, and each opens to be read', async () => {
    await begin('returning');
    await page.waitForSelector(at('past-old1'));
    expect(await page.innerText('.past-count')).toBe('7');
    const listed = () =>
      page.locator('.past-item').evaluateAll((all) => all.map((one) => one.getAttribute('data-testid')));
    expect(await listed()).toEqual([1, 2, 3, 4, 5].map((n) => `past-old${n}`));
    await page.click(at('past-more'));
    await page.waitForSelector(at('past-old7'));
    expect((await listed()).length).toBe(7);
    expect(await page.locator(at('past-more')).count()).toBe(0);

    await page.fill(at('compose'), 'half a sentence');
    await page.focus(at('past-old2'));
    await page.keyboard.press('Enter');
    await page.waitForSelector('.past-bar');
    await page.locator(at('line-e1')).waitFor();
    expect(await page.innerText(at('thread'))).toContain('Do you repair the pump');
    expect(await page.innerText(at('line-e4'))).toContain('Erased');
    expect(await page.getAttribute(at('past-old2'), 'aria-current')).toBe('true');
    // The conversation goes on meanwhile, and says so.
    await page.evaluate(() => {
      const line = { key: 'late', kind: 'visitor', at: Date.now(), name: 'x', text: 'late' } as const;
      window.fake.tell({ threadPatches: [{ stream: 'c1', lines: [line] }] });
    });
    await page.getByText('Back: 1 new message').waitFor();
    await page.keyboard.press('Escape');
    await page.waitForSelector('.past-bar', { state: 'detached' });
    await page.locator(at('line-late')).waitFor();
    expect(await focused(page)).toBe('compose');
    expect(await page.inputValue(at('compose'))).toBe('half a sentence');

    // What is sent is seen; nobody is led away who sends nothing.
    const reads = async () => {
      await page.click(at('past-old1'));
      await page.waitForSelector('.past-bar');
      await page.focus(at('compose'));
    };
    await reads();
    await page.keyboard.press('Enter');
    await page.waitForSelector('.past-bar', { state: 'detached' });
    await reads();
    await page.keyboard.press('Enter');
    await page.evaluate(
      () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
    );
    expect(await page.isVisible('.past-bar')).toBe(true);

    // Another conversation, another past.
    await page.click(at('past-old1'));
    await page.waitForSelector('.past-bar');
    await page.keyboard.press('Control+2');
    await page.waitForSelector('.past-bar', { state: 'detached' });
    await page.waitForFunction(() => document.querySelector('.past-count')?.textContent === '2');
    await page.keyboard.press('Control+3');
    await page.getByText('This is the first.').waitFor();

    // Whoever comes back sees the present one, and what was said meanwhile.
    await page.keyboard.press('Control+1');
    await page.waitForSelector(at('mark-present'));
    expect(await page.locator('.past-bar').count()).toBe(0);
  });

  test('what is read takes the place of the information that lay over it', async () => {
    ({ page } = await gallery().open('returning', { width: 1100, height: 900 }));
    await page.keyboard.press('Control+i');
    await page.click(at('past-old1'));
    await page.click(at('past-back'));
    await page.waitForSelector('.past-bar', { state: 'detached' });
    expect(await focused(page)).toBe('compose');
  });

  test('what was said before is asked again with the next line, and comes late to no other visitor', async () => {
    await begin('returning');
    await refuse(page, 'past', '{"code":"unavailable","message":"There is no connection."}');
    await page.keyboard.press('Control+2');
    await page.getByText('There is no connection.').waitFor();
    await page.evaluate(() => {
      window.fake.refuses.clear();
      const { line } = window.fake.panel;
      window.fake.tell({ line: { ...line, state: 'offline' } });
      setTimeout(() => window.fake.tell({ line }), 50);
    });
    await page.waitForFunction(() => document.querySelector('.past-count')?.textContent === '2');

    await page.keyboard.press('Control+1');
    await page.waitForSelector(at('mark-present'));
    await page.evaluate(() => {
      const { fake } = window;
      const past = fake.past.bind(fake);
      fake.past = async (stream, before) => {
        const told = await past(stream, before);
        if (before) await new Promise<void>((done) => Object.assign(window, { release: done }));
        return told;
      };
    });
    await page.click(at('past-more'));
    await page.keyboard.press('Control+2');
    await page.waitForFunction(() => document.querySelector('.past-count')?.textContent === '2');
    await page.evaluate(() => (window as unknown as { release: () => void }).release());
    await page.evaluate(() => new Promise(requestAnimationFrame));
    expect(await page.innerText('.past-count')).toBe('2');
    expect(await page.locator(at('past-old7')).count()).toBe(0);
  });

  // row: P-042
  test('of a visitor who returns, the conversation before stands above this one', async () => {
    await begin('returning');
    await page.waitForSelector(at('mark-present'));
    const order = await page
      .locator('[data-testid^="mark-"], .message')
      .evaluateAll((all) => all.map((one) => one.getAttribute('data-testid')));
    expect(order[0]).toBe('mark-earlier');
    expect(order.indexOf('mark-present')).toBeGreaterThan(order.indexOf('line-old1 e4'));
    expect(order.indexOf('mark-present')).toBeLessThan(order.length - 1);
    const bottom = () =>
      page.locator(at('thread')).evaluate((one) => one.scrollHeight - one.clientHeight - one.scrollTop);
    expect(await bottom()).toBeLessThan(2);
  });

  // row: P-042
  test('those before it are reached from the top of the thread, one by one, and push nobody away', async () => {
    await begin('returning');
    await page.waitForSelector(at('mark-present'));
    await page.focus(at('thread'));
    const above = () => page.locator(at('mark-earlier')).count();
    // While it still moves the list puts off what it makes up for.
    const still = () =>
      page.locator('.log-frame').evaluate(async (frame) => {
        for (let same = 0, was = -1; same < 20; was = frame.scrollTop) {
          await new Promise(requestAnimationFrame);
          same = frame.scrollTop === was ? same + 1 : 0;
        }
      });
    for (let read = 1; read < 7; read++) {
      await page.keyboard.press('Home');
      await page.waitForSelector(at('past-reach'));
      await still();
      const mark = page.locator(at('mark-earlier')).first();
      const [when, place] = [await mark.innerText(), (await mark.boundingBox())?.y ?? 0];
      await page.click(at('past-reach'));
      await page.waitForFunction(
        (old) => document.querySelector('[data-testid="mark-earlier"]')?.textContent !== old,
        when,
      );
      await still();
      const now = (await page.getByText(when, { exact: true }).boundingBox())?.y ?? 0;
      expect(Math.abs(now - place)).toBeLessThan(60);
      expect(await focused(page)).toBe('thread');
    }
    await page.keyboard.press('Home');
    await page.waitForFunction(() => document.querySelector('.log-frame')?.scrollTop === 0);
    expect(await page.locator(at('past-reach')).count()).toBe(0);
    expect(await above()).toBeGreaterThan(0);
    const asked = (await orders(page)).filter((order) => order.startsWith('pastThread c1'));
    expect(asked).toEqual([1, 2, 3, 4, 5, 6, 7].map((n) => `pastThread c1 old${n}`));
  });

  test('what was said before and cannot be fetched says why, and is asked for again', async () => {
    await begin('returning');
    await refuse(page, 'past', '{"code":"unavailable","message":"There is no connection."}');
    await page.keyboard.press('Control+2');
    await page.getByText('There is no connection.').waitFor();
    await page.evaluate(() => window.fake.refuses.clear());
    await page.click(at('past-more'));
    await page.waitForSelector(at('past-old2'));
    await refuse(page, 'pastThread', '{"code":"not_found","message":"It is gone."}');
    await page.click(at('past-old2'));
    await page.getByText('It is gone.').waitFor();
    await page.click(at('past-back'));
    await page.waitForSelector('.past-bar', { state: 'detached' });
  });

  test('what was changed of a customer is not left by mistake, and is saved in the smallest window', async () => {
    ({ page } = await gallery().open('returning', { width: 880, height: 560 }));
    await page.keyboard.press('Control+i');
    await page.click(at('customer-edit'));
    await page.waitForSelector(at('customer-phone'));
    const save = await page.locator(at('customer-save')).boundingBox();
    expect((save?.y ?? 999) + (save?.height ?? 0)).toBeLessThan(560);
    // Nothing is changed: Escape leaves.
    await page.keyboard.press('Escape');
    await page.waitForSelector(at('customer-phone'), { state: 'detached' });
    await page.click(at('customer-edit'));
    await page.fill(at('customer-phone'), '555 01 99');
    for (const leave of [() => page.keyboard.press('Escape'), () => page.mouse.click(3, 3)]) {
      await leave();
      await page.getByText('Save what you have changed first').waitFor();
      await page.waitForFunction(() => document.activeElement?.id === 'customer-phone');
      expect(await page.inputValue(at('customer-phone'))).toBe('555 01 99');
      await page.keyboard.press('End');
      await page.keyboard.type('0');
      await page.keyboard.press('Backspace');
      await page.getByText('Save what you have changed first').waitFor({ state: 'detached' });
    }
    // Who cancels means it.
    await page.click(at('customer-cancel'));
    await page.waitForSelector(at('customer-phone'), { state: 'detached' });
    expect((await orders(page)).some((order) => order.startsWith('changeCustomer'))).toBe(false);
  });

  test('what was changed of a customer stays when another conversation comes on screen', async () => {
    await begin('returning');
    await page.click(at('customer-edit'));
    await page.fill(at('customer-phone'), '+49 30 123');
    const other = await page.evaluate(async () => {
      const { boxes, active } = window.fake.panel;
      const stream = boxes.find((box) => box.stream !== active)?.stream ?? '';
      await window.fake.focus(stream);
      return stream;
    });
    await page.waitForSelector(`${at(`box-${other}`)}[data-tone="active"]`);
    await page.click(at('customer-save'));
    await expect.poll(() => orders(page)).toContain('changeCustomer c1 {"phone":"+49 30 123"}');
    await page.waitForSelector(at('customer-save'), { state: 'detached' });
  });

  // row: P-068
  test('the customer record opens from the panel, and a changed number is saved and shown', async () => {
    await begin('returning');
    await page.fill(at('compose'), 'half a sentence');
    await page.click(at('customer-edit'));
    await page.waitForSelector(at('customer-phone'));
    expect(await focused(page)).toBe('customer-firstName');
    expect(await page.inputValue(at('customer-phone'))).toBe('+351 21 555 01 23');
    await page.fill(at('customer-phone'), 'call me');
    await refuse(page, 'changeCustomer', '{"code":"invalid","message":"No such number.","field":"phone"}');
    await page.click(at('customer-save'));
    await page.locator('#customer-phone-error').waitFor();
    expect(await page.getAttribute(at('customer-phone'), 'aria-invalid')).toBe('true');
    expect(await page.getAttribute(at('customer-phone'), 'aria-describedby')).toBe('customer-phone-error');
    await page.waitForFunction(() => document.activeElement?.id === 'customer-phone');
    // The same once more is said once more, where it can be mended.
    await page.click(at('customer-save'));
    await page.waitForFunction(() => document.activeElement?.id === 'customer-phone');
    expect(await page.inputValue(at('customer-phone'))).toBe('call me');
    // What a colleague changes meanwhile shows where nothing was typed, and stays.
    await page.evaluate(() => {
      window.fake.refuses.clear();
      const [thread] = window.fake.panel.threads;
      if (thread)
        window.fake.tell({ threads: [{ ...thread, customer: { ...thread.customer, city: 'Porto' } }] });
    });
    await page.waitForFunction(
      () => document.querySelector<HTMLInputElement>('#customer-city')?.value === 'Porto',
    );
    await page.fill(at('customer-phone'), '555 01 99');
    // Of what is mended nothing is said any more.
    await page.waitForSelector('#customer-phone-error', { state: 'detached' });
    await page.keyboard.press('Enter');
    await page.waitForSelector(at('customer-phone'), { state: 'detached' });
    expect(await orders(page)).toContain('changeCustomer c1 {"phone":"555 01 99"}');
    expect(await page.innerText(at('customer-is-phone'))).toBe('555 01 99');
    expect(await page.innerText(at('customer-is-city'))).toBe('Porto');
    expect(await page.inputValue(at('compose'))).toBe('half a sentence');
  });

  test('a thread that is read at its end stays there when it is given less room', async () => {
    ({ page } = await gallery().open('proposed'));
    await page.keyboard.press('Control+Shift+4');
    await page.waitForSelector('.panes[data-panes="4"], [data-place="3"]');
    await page.waitForTimeout(800); // rows are measured one after the other
    const thread = page.locator(`.pane[data-active="true"] ${at('thread')}`);
    expect(await thread.evaluate((one) => one.scrollHeight - one.clientHeight - one.scrollTop)).toBeLessThan(
      2,
    );
    expect(await page.locator('.log-new').count()).toBe(0);
  });

  test('a thread that is read at its end stays there when its rows are out for a moment', async () => {
    const { page } = await gallery().open('hostile');
    const below = () =>
      page.evaluate((selector) => {
        const frame = document.querySelector(selector);
        return frame ? frame.scrollHeight - frame.clientHeight - frame.scrollTop : Number.NaN;
      }, at('thread'));
    await expect.poll(below).toBeLessThan(2);
    await page.evaluate((selector) => {
      // Long after it was made this size: what moves then is the reader.
      const { now } = Date;
      Date.now = () => now() + 5000;
      const frame = document.querySelector(selector);
      const sheet = frame?.lastElementChild;
      if (!(sheet instanceof HTMLElement)) return;
      document.addEventListener('scroll', () => sheet.style.removeProperty('display'), {
        capture: true,
        once: true,
      });
      sheet.style.display = 'none';
    }, at('thread'));
    await page.waitForFunction(
      (selector) => !document.querySelector(selector)?.lastElementChild?.matches('[style*="display"]'),
      at('thread'),
    );
    await expect.poll(below).toBeLessThan(2);
    expect(await page.locator('.log-new').count()).toBe(0);
  });

  test('what is marked is drawn so, and what leads away says where', async () => {
    await begin('written');
    const inside = (key: string) => page.locator(`${at(`line-${key}`)} .rich-text`);
    expect(await inside('t0').locator('blockquote').innerText()).toBe('Which pole breaks most often?');
    expect(await inside('t0').locator('ol li').allInnerTexts()).toEqual([
      'in May,',
      'in June,',
      'and to Ben Élodie.',
    ]);
    expect(await inside('t0').locator('strong').innerText()).toBe('three times');
    const link = inside('t1').locator('a');
    expect(await link.getAttribute('href')).toBe('https://shop.acme.test/help/poles');
    expect(await inside('t1').locator('li').last().innerText()).toContain('change them (shop.acme.test)');
    expect(await inside('t2').locator('pre').innerText()).toBe('ORDER 88213\nstatus: sent');
    expect(await inside('t2').innerText()).toContain('2*3*4 snake_case > 30 kg stays as it is.');
  });

  test('a line that comes to a reader at the end draws its own row, and those above stay and can be pressed', async () => {
    ({ page } = await gallery().open('long'));
    const lines = 5;
    const told = await page.evaluate(async (count) => {
      const thread = document.querySelector('[data-testid="thread"]');
      const list = thread?.lastElementChild;
      if (!thread || !list) throw new Error('there is no thread');
      const picture = () => new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn, 0)));
      // Rows are measured one after the other.
      await new Promise((rest) => setTimeout(rest, 800));
      const seen = { added: 0, removed: 0, missed: 0, away: 0 };
      const tally = (changes: MutationRecord[]) => {
        for (const { addedNodes, removedNodes } of changes) {
          seen.added += addedNodes.length;
          seen.removed += removedNodes.length;
        }
      };
      const watch = new MutationObserver(tally);
      watch.observe(list, { childList: true });
      const { left, top, width, height } = thread.getBoundingClientRect();
      for (let n = 0; n < count; n++) {
        const text = 'as many words as a visitor writes '.repeat(n + 1);
        const line = { key: `w${n}`, kind: 'visitor', at: Date.now(), name: 'x', text } as const;
        window.fake.tell({ threadPatches: [{ stream: 'c1', lines: [line] }] });
        await picture();
        await picture();
        const under = document.elementFromPoint(left + width / 2, top + height / 2);
        if (!under || !list.contains(under)) seen.missed++;
        await new Promise((rest) => setTimeout(rest, 250));
        if (thread.scrollHeight - thread.clientHeight - thread.scrollTop > 1) seen.away++;
      }
      watch.disconnect();
      return seen;
    }, lines);
    expect(told).toMatchObject({ added: lines, missed: 0, away: 0 });
    expect(told.removed).toBeLessThanOrEqual(2 * lines);
    expect(await page.locator('.message').count()).toBeLessThan(60);
  });

  // row: P-038
  test('what cannot be shown has a label, and what follows is shown', async () => {
    await begin('marked');
    expect(await page.innerText(at('line-t10'))).toContain('cannot show this: ');
    expect(await page.innerText(at('line-t11'))).toContain('Erased');
    expect(await page.locator(at('line-t14')).count()).toBe(1);
  });
}
