import type { CloseBody } from '@parley/wire';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { FakePort } from '../src/port/fake';
import type { Gallery } from './browser';
import { at, focused, hold, orders, refuse } from './hand';

declare const window: { fake: FakePort; held: unknown[] };

/** Closing a conversation: its tags, its note, the rating, the transcript; in a browser, mostly by keyboard. */
export function closingTests(gallery: () => Gallery): void {
  let page: Page;

  async function begin(state: string): Promise<void> {
    ({ page } = await gallery().open(state));
    await page.keyboard.press('Control+Shift+E');
    await page.waitForSelector(at('close-confirm'));
  }

  const listed = () =>
    page
      .locator('[data-testid^="tag-"]')
      .evaluateAll((all) => all.map((one) => one.getAttribute('data-testid')?.replace('tag-', '')));
  const ticked = () => page.locator('.chip-name').allInnerTexts();
  const closed = async (stream: string): Promise<CloseBody | undefined> => {
    const order = (await orders(page)).find((one) => one.startsWith(`close ${stream}`));
    return order === undefined ? undefined : JSON.parse(order.slice(`close ${stream}`.length) || '{}');
  };

  // row: P-109, P-111, P-112
  test('by keyboard: seek, tick, make, note, close', async () => {
    await begin('few');
    await page.waitForSelector(at('tag-tents'));
    expect(await focused(page)).toBe('tags-find');
    expect((await listed()).slice(0, 5)).toEqual(['tents', 'advice', 'refund', 'complaint', 'delivery']);
    await page.keyboard.type('ref');
    await page.waitForFunction(() => document.querySelectorAll('[data-testid^="tag-"]').length === 2);
    expect(await listed()).toEqual(['refund', 'make']);
    await page.keyboard.press('Enter');
    await page.waitForSelector('.chip');
    expect(await page.inputValue(at('tags-find'))).toBe('');
    expect(await orders(page)).not.toContain('close c1');
    await page.keyboard.type('Late  delivery');
    await page.waitForSelector(at('tag-make'));
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.querySelectorAll('.chip').length === 2);
    expect(await ticked()).toEqual(['Refund', 'Late delivery']);
    await page.fill(at('close-note'), 'Wants the green one.');
    await page.focus(at('tags-find'));
    await page.keyboard.press('Enter');
    await page.waitForSelector(at('box-c1'), { state: 'detached' });
    expect(await closed('c1')).toEqual({
      tags: ['refund'],
      newTags: ['Late delivery'],
      comment: 'Wants the green one.',
    });
  });

  test('an Enter pressed once more after it closed one sends nothing that was begun in the next', async () => {
    ({ page } = await gallery().open('few'));
    await page.keyboard.press('Control+2');
    await page.waitForSelector(`${at('box-c2')}[data-tone="active"]`);
    await page.keyboard.type('Half a');
    await page.keyboard.press('Control+1');
    await page.waitForSelector(`${at('box-c1')}[data-tone="active"]`);
    await page.keyboard.press('Control+Shift+E');
    await page.waitForSelector(at('tag-advice'));
    await page.keyboard.type('adv');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.chip');
    await page.keyboard.press('Control+Enter');
    await page.waitForSelector(at('box-c1'), { state: 'detached' });
    // As the desktop does: the next one comes on screen.
    await page.evaluate(() => window.fake.focus('c2'));
    await page.waitForFunction(() => document.activeElement?.id === 'compose');
    expect(await page.inputValue(at('compose'))).toBe('Half a');
    await page.keyboard.press('Control+Enter');
    await page.keyboard.press('Enter');
    expect(await page.inputValue(at('compose'))).toBe('Half a');
    await page.keyboard.type(' word');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => !document.querySelector<HTMLTextAreaElement>('#compose')?.value);
    const sent = (await orders(page)).filter((one) => one.startsWith('send'));
    expect(sent).toHaveLength(1);
    expect(sent[0]).toContain('Half a word');
  });

  test('with the pointer: tick, untick, and tick again', async () => {
    await begin('few');
    await page.click(at('tag-tents'));
    await page.click(at('tag-delivery'));
    expect((await ticked()).sort()).toEqual(['Delivery', 'Tents']);
    await page.click(at('tag-tents'));
    expect(await ticked()).toEqual(['Delivery']);
    await page.getByRole('button', { name: 'Remove Delivery' }).click();
    expect(await ticked()).toEqual([]);
    expect(await focused(page)).toBe('tags-find');
    await page.click(at('close-confirm'));
    await page.waitForSelector(at('box-c1'), { state: 'detached' });
    expect(await closed('c1')).toEqual({});
  });

  // row: P-110
  test('the second press of a double click does not reach the sheet that came under the mouse', async () => {
    await begin('few');
    await page.click(at('close-cancel'));
    await page.waitForSelector(at('close-confirm'), { state: 'detached' });
    const opener = await page.locator(at('close-open')).boundingBox();
    const [x, y] = [(opener?.x ?? 0) + 4, (opener?.y ?? 0) + 4];
    await page.mouse.move(x, y);
    await page.mouse.down({ clickCount: 1 });
    await page.mouse.up({ clickCount: 1 });
    const cancel = await page.waitForSelector(at('close-cancel'));
    const under = await cancel.boundingBox();
    await page.mouse.move((under?.x ?? 0) + 4, (under?.y ?? 0) + 4);
    await page.mouse.down({ clickCount: 2 });
    await page.mouse.up({ clickCount: 2 });
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn))));
    expect(await page.locator(at('close-confirm')).count()).toBe(1);
    // Keys press as ever.
    await page.focus(at('close-cancel'));
    await page.keyboard.press('Enter');
    await page.waitForSelector(at('close-confirm'), { state: 'detached' });
    // Nor do the second and the third reach the veil around it, which takes a press that is meant for it.
    await page.mouse.click(x, y, { clickCount: 3, delay: 0 });
    await page.waitForSelector(at('close-confirm'));
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn))));
    expect(await page.locator(at('close-confirm')).count()).toBe(1);
    await page.mouse.click(x, y);
    await page.waitForSelector(at('close-confirm'), { state: 'detached' });
  });

  // row: P-109, P-111
  test('Escape leaves the sheet, and not what was chosen in it', async () => {
    await begin('few');
    await page.click(at('tag-refund'));
    await page.click(at('tag-advice'));
    expect(await focused(page)).toBe('tags-find');
    await page.keyboard.press('Escape');
    await page.waitForSelector(at('close-confirm'), { state: 'detached' });
    await page.keyboard.press('Control+Shift+E');
    await page.waitForSelector('.chip');
    expect((await ticked()).sort()).toEqual(['Advice before buying', 'Refund']);
  });

  // row: P-111
  test('the ring around what takes a tag away is whole', async () => {
    await begin('few');
    await page.click(at('tag-refund'));
    await page.waitForSelector('.chip');
    await page.keyboard.press('Tab');
    const ring = await page.locator('.chip-remove').evaluate((one) => {
      const { outlineStyle, outlineWidth, outlineOffset } = getComputedStyle(one);
      return {
        has: one === document.activeElement && outlineStyle !== 'none',
        beyond: Number.parseFloat(outlineWidth) + Number.parseFloat(outlineOffset),
      };
    });
    expect(ring).toEqual({ has: true, beyond: 0 });
  });

  test('an endnote that is begun where a tag is taken away is written, and takes none away', async () => {
    await begin('few');
    await page.click(at('tag-refund'));
    await page.waitForSelector('.chip');
    await page.focus('.chip-remove');
    await page.keyboard.type('My long note');
    expect(await page.inputValue(at('close-note'))).toBe('My long note');
    expect(await page.locator('.chip').count()).toBe(1);
  });

  test('a tag that is only begun is not dropped without a word', async () => {
    await begin('few');
    await page.click(at('tag-refund'));
    await page.focus(at('tags-find'));
    await page.keyboard.type('long endnote');
    await page.keyboard.press('Control+Enter');
    await page.getByText('what is typed in it is no tag yet').waitFor();
    expect(await focused(page)).toBe('tags-find');
    expect((await orders(page)).some((one) => one.startsWith('close '))).toBe(false);
    await page.keyboard.press('Backspace');
    await page.getByText('what is typed in it is no tag yet').waitFor({ state: 'detached' });
    await page.fill(at('tags-find'), '');
    await page.keyboard.press('Control+Enter');
    await expect.poll(async () => (await orders(page)).some((one) => one.startsWith('close '))).toBe(true);
  });

  // row: P-113
  test('Tab leads from the rating onwards, and not to what takes it back', async () => {
    await begin('few');
    await page.waitForSelector(at('mail'));
    await page.focus(at('rating-3'));
    await page.keyboard.press('Space');
    await page.waitForSelector(at('rating-clear'));
    await page.keyboard.press('Tab');
    expect(await focused(page)).toBe('mail');
    await page.keyboard.press('Shift+Tab');
    expect(await focused(page)).toBe('rating-3');
    await page.keyboard.press('Shift+Tab');
    expect(await focused(page)).toBe('rating-clear');
    await page.keyboard.press('Space');
    await page.waitForSelector(at('rating-clear'), { state: 'detached' });
    expect(await page.isChecked(at('rating-3'))).toBe(false);
    expect(await focused(page)).toBe('rating-1');
  });

  test('where a tag is needed nothing closes without, and where none are made there is no new one', async () => {
    await begin('closing-required');
    await page.keyboard.type('Something new');
    await page.getByText('No tag begins with').waitFor();
    expect(await page.locator(at('tag-make')).count()).toBe(0);
    await page.fill(at('tags-find'), '');
    expect(await page.locator('#close-why').innerText()).toContain('with a tag');
    await page.focus(at('close-confirm'));
    await page.keyboard.press('Enter');
    await page.getByText('Choose at least one tag.').waitFor();
    expect(await focused(page)).toBe('tags-find');
    expect(await page.getAttribute(at('tags-find'), 'aria-invalid')).toBe('true');
    expect(await closed('c1')).toBeUndefined();
    await page.keyboard.type('siz');
    await page.waitForFunction(() => document.querySelectorAll('[data-testid^="tag-"]').length === 1);
    await page.keyboard.press('Enter');
    await page.waitForSelector('.chip');
    await page.keyboard.press('Enter');
    await page.waitForSelector(at('box-c1'), { state: 'detached' });
    expect(await closed('c1')).toEqual({ tags: ['size'] });
  });

  test('a figure typed on the rating is one, and no part of the endnote', async () => {
    await begin('few');
    await page.focus(at('rating-1'));
    await page.keyboard.type('4');
    await page.waitForSelector(at('rating-clear'));
    expect(await page.isChecked(at('rating-4'))).toBe(true);
    expect(await focused(page)).toBe('rating-4');
    expect(await page.inputValue(at('close-note'))).toBe('');
    await page.keyboard.type('so it goes');
    expect(await page.inputValue(at('close-note'))).toBe('so it goes');
    expect(await page.isChecked(at('rating-4'))).toBe(true);
  });

  // row: P-113, P-114
  test('the rating is optional, and a bad address is refused in its field', async () => {
    await begin('few');
    await page.check(at('rating-2'));
    await page.click(at('rating-clear'));
    await page.check(at('rating-4'));
    await page.check(at('mail'));
    await page.waitForFunction(() => document.activeElement?.getAttribute('data-testid') === 'mail-address');
    await page.keyboard.type('nobody');
    expect(await page.locator(at('mail-note')).count()).toBe(0);
    await page.fill(at('close-note'), 'For the boss.');
    // It goes along as the history does; but to the visitor when that is asked for only.
    expect(await page.isChecked(at('mail-note'))).toBe(true);
    await page.fill(at('mail-address'), ' Ines@Home.test');
    expect(await page.isChecked(at('mail-note'))).toBe(false);
    await page.getByText('This is the visitor’s own address').waitFor();
    await page.fill(at('mail-address'), 'nobody');
    expect(await page.isChecked(at('mail-note'))).toBe(true);
    // Nor to an address that they wrote here.
    await page.evaluate(() => {
      const line = {
        key: 'own',
        kind: 'visitor',
        at: Date.now(),
        name: 'x',
        text: 'Mine is Ines@Work.test.',
      } as const;
      window.fake.tell({ threadPatches: [{ stream: 'c1', lines: [line] }] });
    });
    await page.fill(at('mail-address'), 'ines@work.test');
    await page.waitForFunction(() => !document.querySelector('[data-testid="mail-note"]:checked'));
    await page.fill(at('mail-address'), 'nobody');
    await refuse(
      page,
      'close',
      '{"code":"invalid_email","message":"This is not an e-mail address.","field":"email"}',
    );
    await page.click(at('close-confirm'));
    await page.waitForSelector('#mail-error');
    expect(await focused(page)).toBe('mail-address');
    expect(await page.getAttribute(at('mail-address'), 'aria-invalid')).toBe('true');
    // Its words are above the buttons, in a window of 720 too.
    await page.waitForFunction(() => {
      const words = document.querySelector('#mail-error')?.getBoundingClientRect();
      const ways = document.querySelector('.dialog-actions')?.getBoundingClientRect();
      return words && ways && words.bottom <= ways.top;
    });
    expect(await page.locator(at('box-c1')).count()).toBe(1);
    await refuse(page, 'close', '{"code":"invalid","message":"Too long a note.","field":"comment"}');
    await page.click(at('close-confirm'));
    await page.waitForSelector('#close-note-error');
    await page.waitForFunction(() => document.activeElement?.id === 'close-note');
    expect(await page.getAttribute(at('close-note'), 'aria-describedby')).toContain('close-note-error');
    await page.evaluate(() => {
      window.fake.refuses.clear();
      window.fake.orders.length = 0;
    });
    await page.fill(at('mail-address'), 'boss@acme.test');
    expect(await page.locator('#mail-error').count()).toBe(0);
    await page.keyboard.press('Enter');
    await page.waitForSelector(at('box-c1'), { state: 'detached' });
    expect(await closed('c1')).toEqual({
      comment: 'For the boss.',
      rating: 4,
      email: 'boss@acme.test',
      withNote: true,
    });
  });

  test('who cancels finds what they wrote again, in this conversation alone', async () => {
    await begin('few');
    await page.click(at('tag-refund'));
    await page.fill(at('close-note'), 'half a note');
    await page.keyboard.press('Escape');
    await page.waitForSelector(at('close-confirm'), { state: 'detached' });
    await page.click(at('box-c2'));
    await page.waitForSelector(`${at('box-c2')}[data-tone="active"]`);
    await page.keyboard.press('Control+Shift+E');
    await page.waitForSelector(at('close-note'));
    expect(await page.inputValue(at('close-note'))).toBe('');
    await page.keyboard.press('Escape');
    await page.click(at('box-c1'));
    await page.waitForSelector(`${at('box-c1')}[data-tone="active"]`);
    await refuse(page, 'close', '{"code":"unavailable","message":"There is no connection."}');
    await page.keyboard.press('Control+Shift+E');
    await page.waitForSelector('.chip');
    await page.click(at('close-confirm'));
    await page.getByText('There is no connection.').waitFor();
    expect(await page.inputValue(at('close-note'))).toBe('half a note');
    expect(await ticked()).toEqual(['Refund']);
  });

  test('what was asked when the line was lost is not asked again once it says something else', async () => {
    await begin('few');
    await page.waitForSelector(at('tag-tents'));
    await page.fill(at('close-note'), 'For Ben');
    await refuse(page, 'close', '{"code":"unavailable","message":"The connection was lost."}');
    await page.keyboard.press('Control+Enter');
    await page.getByText('The connection was lost.').waitFor();
    expect(await orders(page)).not.toContain('withdraw c1');
    await page.fill(at('close-note'), 'For Sales');
    await expect.poll(() => orders(page)).toContain('withdraw c1');
    await page.getByText('The connection was lost.').waitFor({ state: 'detached' });
    await page.evaluate(() => window.fake.refuses.clear());
    // Nor is what was changed before it was known.
    const lost = await hold(page, 'close');
    await refuse(page, 'close', '{"code":"unavailable","message":"The connection was lost."}');
    await page.keyboard.press('Control+Enter');
    await page.fill(at('close-note'), 'For Sales and Ben');
    const before = (await orders(page)).filter((one) => one === 'withdraw c1').length;
    await lost();
    await page.getByText('What you have changed since was not asked').waitFor();
    expect((await orders(page)).filter((one) => one === 'withdraw c1').length).toBe(before + 1);
    await page.evaluate(() => window.fake.refuses.clear());
    await page.keyboard.press('Control+Enter');
    await expect.poll(() => page.evaluate(() => window.held.length)).toBe(1);
    await lost();
    await page.waitForSelector(at('close-confirm'), { state: 'detached' });
    expect((await orders(page)).filter((one) => one.startsWith('close c1')).at(-1)).toContain(
      'Sales and Ben',
    );
  });

  test('who writes a note already keeps the caret, whatever is told late', async () => {
    ({ page } = await gallery().open('closing-bare'));
    const told = await hold(page, 'closing');
    await page.keyboard.press('Control+Shift+E');
    await page.click(at('close-note'));
    await page.keyboard.type('half a ');
    await told();
    await page.waitForSelector(at('tags-find'), { state: 'detached' });
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn))));
    expect(await focused(page)).toBe('close-note');
    await page.keyboard.type('note');
    expect(await page.inputValue(at('close-note'))).toBe('half a note');
  });

  test('tags that were told stay, and the caret, when asking again fails', async () => {
    await begin('few');
    await page.waitForSelector(at('tag-tents'));
    await page.click(at('close-note'));
    await page.evaluate(() => window.fake.orders.splice(0));
    const said = '{"code":"unavailable","message":"There is no connection."}';
    await refuse(page, 'close', said);
    await refuse(page, 'closing', said);
    await page.keyboard.press('Control+Enter');
    await page.getByText('There is no connection.').waitFor();
    await page.waitForFunction(() => window.fake.orders.some((one) => one.startsWith('closing')));
    expect(await page.locator(at('tag-tents')).count()).toBe(1);
    expect(await focused(page)).toBe('close-note');
  });

  test('that there is no line is said for as long as there is none', async () => {
    ({ page } = await gallery().open('few'));
    const line = (state: 'offline' | 'online') =>
      page.evaluate((is) => window.fake.tell({ line: { ...window.fake.panel.line, state: is } }), state);
    await line('offline');
    const said = '{"code":"unavailable","message":"There is no connection."}';
    await refuse(page, 'closing', said);
    await refuse(page, 'close', said);
    await page.keyboard.press('Control+Shift+E');
    await page.getByText('There is no connection.').waitFor();
    await page.click(at('close-confirm'));
    await page.locator('.closing .dialog-actions > [role="alert"]').waitFor();
    await page.evaluate(() => window.fake.refuses.clear());
    await line('online');
    await page.waitForSelector(at('tag-tents'));
    expect(await orders(page)).not.toContain('withdraw c1');
    await page.getByText('There is no connection.').waitFor({ state: 'detached' });
    expect(await page.locator('[role="dialog"]').count()).toBe(1);
    // Whoever keeps it open does not have it closed later.
    await page.click(at('close-cancel'));
    await expect.poll(() => orders(page)).toContain('withdraw c1');
  });

  test('why it was not closed is in sight in a low window', async () => {
    await begin('few');
    await page.setViewportSize({ width: 1280, height: 560 });
    await page.click(at('mail'));
    await refuse(page, 'close', '{"code":"unavailable","message":"There is no connection."}');
    await page.focus(at('close-note'));
    await page.keyboard.press('Control+Enter');
    const why = page.getByText('There is no connection.');
    await why.waitFor();
    const { y, height } = (await why.boundingBox()) ?? { y: Number.NaN, height: 0 };
    expect(y + height).toBeLessThanOrEqual(560);
  });

  test('tags that cannot be fetched stand in nobody’s way', async () => {
    ({ page } = await gallery().open('few'));
    await refuse(page, 'closing', '{"code":"unavailable","message":"There is no connection."}');
    await page.keyboard.press('Control+Shift+E');
    await page.getByText('There is no connection.').waitFor();
    await page.evaluate(() => window.fake.refuses.clear());
    await page.click(at('tags-again'));
    await page.waitForSelector(at('tag-tents'));
    await page.keyboard.press('Escape');
    await page.evaluate(() => {
      window.fake.form = { ...window.fake.form, fixed: true, recommended: [], others: [] };
    });
    await page.keyboard.press('Control+Shift+E');
    await page.getByText('There are no tags yet. Managers make them.').waitFor();
    await begin('closing-bare');
    await page.waitForSelector(at('tags'), { state: 'detached' });
    expect(await page.locator(at('mail')).count()).toBe(0);
    await page.waitForFunction(() => document.activeElement?.getAttribute('data-testid') === 'close-confirm');
    await page.keyboard.press('Enter');
    await page.waitForSelector(at('box-c1'), { state: 'detached' });
  });
}
