import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { FakePort } from '../src/port/fake';
import type { Gallery, Look } from './browser';
import { at, carry, focused, given, hold, orders, refuse } from './hand';

declare const window: { fake: FakePort };

/** Pictures and papers, shown and sent. */
export function filesTests(gallery: () => Gallery): void {
  let page: Page;
  let complaints: string[];

  async function begin(state: string, look: Look = {}): Promise<void> {
    ({ page, complaints } = await gallery().open(state, look));
  }

  // row: P-036
  test('a picture is enlarged by a click or the keyboard; Escape lets it go and gives the focus back', async () => {
    await begin('files');
    const picture = page.locator('.file-picture').last();
    await page.locator('.file-picture img').last().waitFor();
    await picture.focus();
    const name = await picture.getAttribute('aria-label');
    expect(name).toMatch(/^Enlarge .*ridge-2-pole-set\.png/);
    await page.keyboard.press('Enter');
    await page.waitForSelector(`${at('enlarged')} img[data-whole="true"]`);
    expect(await page.getByRole('dialog').locator('bdi').first().innerText()).toBe('ridge-2-pole-set.png');
    await page.keyboard.press('Escape');
    await page.waitForSelector(at('enlarged'), { state: 'detached' });
    expect(await focused(page)).toBe(await picture.getAttribute('data-testid'));
    await picture.click();
    await page.waitForSelector(at('enlarged'));
    await page.click(at('enlarged-done'));
    await page.waitForSelector(at('enlarged'), { state: 'detached' });
    // What is asked of the window takes its place.
    await picture.click();
    await page.waitForSelector(at('enlarged'));
    await page.evaluate(() => window.fake.ask());
    await page.waitForSelector(at('enlarged'), { state: 'detached' });
    await page.waitForFunction(() => (document.activeElement as HTMLElement).dataset.testid === 'quit-stay');
    expect(complaints).toEqual([]);
  });

  // row: P-035
  test('a paper has its name, kind and size, and is saved; why not is said', async () => {
    await begin('files', { height: 1400 });
    const old = page.locator('.file', { hasText: 'the tent of last year.jpg' });
    expect(await old.innerText()).toContain('No longer kept');
    expect(await old.getByRole('button').count()).toBe(0);
    const paper = page.locator('.file', { hasText: 'invoice 2026-114.pdf' });
    expect(await paper.locator('.file-about').innerText()).toBe('PDF · 82 kB');
    await paper.getByRole('button', { name: 'Save' }).click();
    expect((await given(page)).at(-1)).toMatch(/^save \w+ f84120$/);
    // What is not sent yet cannot be saved or enlarged.
    const waiting = page.locator('.file', { hasText: 'label.png' });
    expect(await waiting.getByRole('button').count()).toBe(0);
    await refuse(page, 'save', 'The disk is gone.');
    await paper.getByRole('button', { name: 'Save' }).click();
    await page.locator('.log-refused').waitFor();
  });

  // row: P-035
  test('a picture that is found to be gone offers nothing more, in the thread or enlarged', async () => {
    await begin('files', { height: 1400 });
    const picture = page.locator('.file', { hasText: 'ridge-2-pole-set.png' });
    await picture.locator('img').waitFor();
    const expired = JSON.stringify({ code: 'file_expired', message: 'This file is no longer kept.' });
    await refuse(page, 'picture', expired);
    await picture.getByRole('button', { name: /^Enlarge/ }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('alert').waitFor();
    expect(await dialog.getByRole('button').allInnerTexts()).toEqual(['Done']);
    await page.click(at('enlarged-done'));
    await page.waitForSelector(at('enlarged'), { state: 'detached' });
    expect(await picture.innerText()).toContain('No longer kept');
    expect(await picture.getByRole('button').count()).toBe(0);
    // So does a paper that cannot be saved for that.
    const paper = page.locator('.file', { hasText: 'invoice 2026-114.pdf' });
    await refuse(page, 'save', expired);
    await paper.getByRole('button', { name: 'Save' }).click();
    await paper.getByText('No longer kept').waitFor();
    expect(await paper.getByRole('button').count()).toBe(0);
  });

  test('who saves by keyboard what is gone goes on from what says so', async () => {
    await begin('files', { height: 1400 });
    const expired = JSON.stringify({ code: 'file_expired', message: 'This file is no longer kept.' });
    await refuse(page, 'save', expired);
    const paper = page.locator('.file', { hasText: 'invoice 2026-114.pdf' });
    await paper.getByRole('button', { name: 'Save' }).press('Enter');
    await paper.getByText('No longer kept').waitFor();
    const words = paper.locator('.file-words');
    expect(await words.evaluate((one) => one === document.activeElement)).toBe(true);
    expect(await words.innerText()).toContain('No longer kept');
    // What is typed belongs to the message, and Tab goes on from here.
    await page.keyboard.press('h');
    expect(await page.inputValue(at('compose'))).toBe('h');
    // Enlarged, the end of it is what is left to press; the picture is no more to go back to.
    const picture = page.locator('.file', { hasText: 'ridge-2-pole-set.png' });
    await picture.getByRole('button', { name: /^Enlarge/ }).press('Enter');
    await page.waitForSelector(`${at('enlarged')} img[data-whole="true"]`);
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).press('Enter');
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).waitFor({ state: 'detached' });
    expect(await focused(page)).toBe('enlarged-done');
    await page.keyboard.press('Enter');
    await page.waitForSelector(at('enlarged'), { state: 'detached' });
    await expect.poll(() => focused(page)).toBe('compose');
    // Who goes by mouse never left the message.
    await begin('files', { height: 1400 });
    await refuse(page, 'save', expired);
    await page.click(at('compose'));
    const again = page.locator('.file', { hasText: 'invoice 2026-114.pdf' });
    await again.getByRole('button', { name: 'Save' }).click();
    await again.getByText('No longer kept').waitFor();
    expect(await focused(page)).toBe('compose');
    expect(complaints).toEqual([]);
  });

  test('that files can be let go is said of files alone', async () => {
    await begin('few');
    const drag = (kind: 'dragenter' | 'dragover' | 'dragleave', address: string, file = false) =>
      page.locator('.compose-box textarea').evaluate(
        (area, { kind, address, file }) => {
          const carried = new DataTransfer();
          if (file) carried.items.add(new File(['1'], 'a.png'));
          if (address) carried.setData('text/uri-list', address);
          area.dispatchEvent(new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: carried }));
        },
        { kind, address, file },
      );
    const asked = async () => (await orders(page)).filter((order) => order === 'dragged').length;
    const shown = () => page.locator('.drop').count();
    await drag('dragenter', '', true);
    await expect.poll(shown).toBe(1);
    await drag('dragleave', '', true);
    await expect.poll(shown).toBe(0);
    expect(await asked()).toBe(0);
    // An engine that tells of addresses alone: the program says whose they are, once.
    await drag('dragenter', 'https://www.acme.test/');
    for (let n = 0; n < 3; n++) await drag('dragover', 'https://www.acme.test/');
    await expect.poll(asked).toBe(1);
    expect(await shown()).toBe(0);
    await drag('dragleave', 'https://www.acme.test/');
    await page.evaluate(() => {
      window.fake.carried = [{ name: 'a.pdf', size: 4, body: 'AAECAw==' }];
    });
    await drag('dragenter', 'file:///home/ada/a.pdf');
    await expect.poll(shown).toBe(1);
    await drag('dragleave', 'file:///home/ada/a.pdf');
    await expect.poll(shown).toBe(0);
    expect(complaints).toEqual([]);
  });

  // row: P-035
  test('each sort of file has its own sign and word, in both languages', async () => {
    const about = () => page.locator('.file-about').allInnerTexts();
    const sorts = async () => (await about()).map((text) => text.split(' · ')[0]);
    await begin('papers', { height: 1800 });
    expect(await sorts()).toEqual([
      ...['PDF', 'Text', 'Spreadsheet', 'Document', 'Spreadsheet', 'Presentation', 'Document', 'Spreadsheet'],
      ...['Video', 'Video', 'Sound', 'Archive'],
    ]);
    expect((await about())[5]).toBe('Presentation · 4.6 MB');
    // Nothing of them is drawn or played.
    expect(await page.locator('.log img, .log video, .log audio, .log embed, .log object').count()).toBe(0);
    await begin('papers', { height: 1800, lang: 'fr' });
    expect((await sorts()).slice(2, 6)).toEqual([
      'Feuille de calcul',
      'Document',
      'Feuille de calcul',
      'Présentation',
    ]);
  });

  // row: P-056
  test('a file that leaves shows how far it has come, and is stopped by the keyboard or a click', async () => {
    await begin('files');
    const leaving = page.locator('.file', { hasText: 'return label.pdf' });
    const bar = leaving.getByRole('progressbar', { name: '40 % sent' });
    expect(await bar.evaluate((e) => (e as HTMLProgressElement).position)).toBe(0.4);
    // One that waits for it has no part that left, and is stopped as well.
    const waiting = page.locator('.file', { hasText: 'how to fold the tent.pdf' });
    expect(await waiting.getByRole('progressbar').count()).toBe(0);
    await page.click(at('compose'));
    await waiting.getByRole('button', { name: /^Do not send .*how to fold the tent\.pdf/ }).click();
    expect(await focused(page)).toBe('compose');
    await leaving.getByRole('button', { name: /^Do not send/ }).press('Enter');
    expect(await focused(page)).toBe('compose');
    expect((await orders(page)).filter((one) => one.startsWith('discard'))).toEqual([
      'discard c1 f9',
      'discard c1 f8',
    ]);
    expect(complaints).toEqual([]);
  });

  // row: P-056
  test('files are sent by button, paste and drop, and what is written stays', async () => {
    await begin('few');
    await page.click(at('compose'));
    await page.keyboard.type('half a sen');
    expect(await page.getAttribute(at('file-chooser'), 'accept')).toBe('.png,.jpg,.jpeg,.gif,.webp,.pdf');
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.click(at('tool-file'))]);
    await chooser.setFiles({ name: 'a.pdf', mimeType: 'application/pdf', buffer: Buffer.alloc(600_000) });
    await expect
      .poll(() => given(page))
      .toEqual([
        expect.stringMatching(/^beginFile \w+ a\.pdf 600000$/),
        'filePart coming 349528',
        'filePart coming 349528',
        'filePart coming 100952',
        'sendFile coming 600000',
      ]);
    // What is pasted was perhaps not looked at: it goes with the next Enter, as the words do.
    await carry(page, 'paste', [['image.png', 9]]);
    await page.waitForSelector(at('pasted'));
    await carry(page, 'paste', [['image.png', 9]]);
    await carry(page, 'paste', [['wrong.png', 9]]);
    await page.locator(at('pasted-drop')).last().click();
    await page.waitForFunction(() => document.querySelectorAll('.pasted-one').length === 2);
    expect(await focused(page)).toBe('compose');
    expect((await given(page)).length).toBe(5);
    // Elsewhere it is not, and here it is again.
    await page.click(at('box-c2'));
    await page.waitForSelector(at('pasted'), { state: 'detached' });
    await page.click(at('box-c1'));
    await page.waitForSelector(at('pasted'));
    await page.fill(at('compose'), '');
    await page.keyboard.press('Enter');
    await page.waitForSelector(at('pasted'), { state: 'detached' });
    await expect.poll(async () => (await given(page)).length).toBe(11);
    expect((await given(page)).some((order) => order.includes('wrong.png'))).toBe(false);
    await page.keyboard.type('half a sen');
    // Who copies from a document means the words.
    await carry(page, 'paste', [['image.png', 9]], 'the words');
    expect(await page.locator(at('pasted')).count()).toBe(0);
    await carry(page, 'drop', [
      ['b.png', 1],
      ['c.png', 2],
    ]);
    await expect.poll(async () => (await given(page)).length).toBe(17);
    expect((await given(page)).filter((order) => order.startsWith('sendFile')).length).toBe(5);
    expect(await page.inputValue(at('compose'))).toBe('half a sen');
    expect(await focused(page)).toBe('compose');
  });

  test('a file that is refused late is told of, whatever was sent or is read meanwhile', async () => {
    const said = '{"code":"file_type_not_allowed","message":"Files ending in .exe cannot be sent."}';
    await begin('few');
    let go = await hold(page, 'beginFile');
    await refuse(page, 'beginFile', said);
    await carry(page, 'drop', [['setup.exe', 3]]);
    await page.keyboard.type('By the way');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+Shift+K');
    await page.waitForSelector(`${at('tray')} .option`);
    await expect.poll(() => focused(page)).toBe('tray-find');
    await page.keyboard.press('Enter');
    await page.waitForSelector(`${at('line-sent2')}[data-form="link"]`);
    await go();
    await expect.poll(() => page.innerText(at('compose-error'))).toContain('only PNG');

    await begin('few');
    go = await hold(page, 'beginFile');
    await refuse(page, 'beginFile', said);
    await carry(page, 'drop', [['setup.exe', 3]]);
    await page.click(at('box-c2'));
    await page.waitForSelector(`${at('box-c2')}[data-tone="active"]`);
    await go();
    await page.locator('.notices').getByText('Ines Carvalho: ').waitFor();
    expect(await page.locator(at('compose-error')).count()).toBe(0);
  });

  test('what is refused is named beside what is written, and keeps nothing else back', async () => {
    await begin('few');
    await refuse(page, 'beginFile', 'Files can be up to 5 MB.');
    await carry(page, 'drop', [
      ['b.png', 1],
      ['c.png', 2],
    ]);
    await page.waitForSelector(at('compose-error'));
    expect(await page.innerText(at('compose-error'))).toBe(
      '\u2068b.png\u2069 and \u2068c.png\u2069: Files can be up to 5 MB.',
    );
    expect(await given(page)).toHaveLength(2);
    // It is of what came before the next letter, and before what is sent next.
    await page.keyboard.type('s');
    await page.waitForSelector(at('compose-error'), { state: 'detached' });
    await page.keyboard.type('o be it');
    await carry(page, 'drop', [['b.png', 1]]);
    await page.waitForSelector(at('compose-error'));
    await page.keyboard.press('Enter');
    await page.waitForSelector(at('compose-error'), { state: 'detached' });
    expect(await orders(page)).toContain('send c1 so be it');
    // Of a kind that cannot be sent is said which can.
    await begin('few', { lang: 'fr' });
    await refuse(page, 'beginFile', JSON.stringify({ code: 'file_type_not_allowed', message: 'No.' }));
    await carry(page, 'drop', [['setup.exe', 1]]);
    await page.waitForSelector(at('compose-error'));
    expect(await page.innerText(at('compose-error'))).toBe(
      'Ce type de fichier ne peut pas être envoyé, seulement PNG, JPG, GIF, WEBP et PDF.',
    );
    // Of one that is too large is said what would not be.
    await refuse(page, 'beginFile', JSON.stringify({ code: 'file_too_large', message: 'No.' }));
    await carry(page, 'drop', [['film.mp4', 1]]);
    await expect.poll(() => page.innerText(at('compose-error'))).toBe('Ce fichier dépasse 5 Mo.');
  });

  test('a file is taken all over the conversation that is worked in, and over no other', async () => {
    await begin('four');
    const letGo = (place: string, allowed = 'uninitialized') =>
      page
        .locator(place)
        .first()
        .evaluate((area, effectAllowed) => {
          const carried = new DataTransfer();
          carried.items.add(new File(['1'], 'a.png'));
          // Of one that a page makes the engine takes no effect.
          Object.defineProperty(carried, 'dropEffect', { value: 'copy', writable: true });
          Object.defineProperty(carried, 'effectAllowed', { value: effectAllowed });
          const common = { bubbles: true, cancelable: true, dataTransfer: carried };
          const over = new DragEvent('dragover', common);
          area.dispatchEvent(over);
          const effect = carried.dropEffect;
          area.dispatchEvent(new DragEvent('drop', common));
          return effect;
        }, allowed);
    const sent = async () => (await given(page)).filter((order) => order.startsWith('sendFile')).length;
    // Whoever lets it go where it is not taken sees so beforehand.
    expect(await letGo('.pane[data-active="false"] .log-frame')).toBe('none');
    expect(await letGo('.left')).toBe('none');
    expect(await letGo('.pane[data-active="true"] .log-frame')).toBe('copy');
    await expect.poll(sent).toBe(1);
    expect(await letGo('.pane[data-active="true"] .head')).toBe('copy');
    await expect.poll(sent).toBe(2);
    // A source that has its things linked takes nothing else for an answer; one that has them moved would delete them.
    expect(await letGo('.pane[data-active="true"] .head', 'linkMove')).toBe('link');
    expect(await letGo('.pane[data-active="true"] .head', 'move')).toBe('none');
    await expect.poll(sent).toBe(3);
    expect(await page.locator('.drop').count()).toBe(0);
    // The engine of the desktop does not say where the pointer went when something is left.
    const seen = await page.locator('.pane[data-active="true"] .log-frame').evaluate(async (thread) => {
      const carried = new DataTransfer();
      carried.items.add(new File(['1'], 'a.png'));
      const happens = (kind: string, at: Element) =>
        at.dispatchEvent(new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: carried }));
      const shown = async () => {
        await new Promise((done) => setTimeout(done, 50));
        return document.querySelector('.drop') !== null;
      };
      const writing = document.querySelector('textarea') as Element;
      happens('dragenter', thread);
      happens('dragenter', writing);
      happens('dragleave', thread);
      const over = await shown();
      happens('dragleave', writing);
      const left = await shown();
      // Nor that it was left, where what was under the pointer has gone.
      happens('dragenter', thread);
      const again = await shown();
      document.body.dispatchEvent(new PointerEvent('pointermove', { bubbles: true }));
      return [over, left, again, await shown()];
    });
    expect(seen).toEqual([true, false, true, false]);
  });

  test('a link that is dragged out of what was said is written over the place of writing alone', async () => {
    await begin('few');
    const drags = (place: string, ends: boolean) =>
      page.evaluate(
        ([place, ends]) => {
          const carried = new DataTransfer();
          carried.setData('text/uri-list', 'https://shop.acme.test/tents');
          const happens = (kind: string, at: string) =>
            document
              .querySelector(at)
              ?.dispatchEvent(
                new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: carried }),
              );
          happens('dragstart', '.log-frame');
          // The engine of the desktop tells of the move that began it afterwards.
          document.body.dispatchEvent(new PointerEvent('pointermove', { bubbles: true, buttons: 1 }));
          for (const kind of ['dragenter', 'dragover', 'drop']) happens(kind, place);
          if (ends) happens('dragend', '.log-frame');
        },
        [place, ends] as const,
      );
    await drags('.log-frame', true);
    expect(await page.inputValue(at('compose'))).toBe('');
    await drags('.compose-box', true);
    await expect.poll(() => page.inputValue(at('compose'))).toBe('https://shop.acme.test/tents');
    // Where it has gone meanwhile nothing says that it was let go.
    await drags('.log-frame', false);
    await page.mouse.move(5, 5);
    const effect = await page.locator('.log-frame').evaluate((thread) => {
      const carried = new DataTransfer();
      carried.items.add(new File(['1'], 'a.png'));
      Object.defineProperty(carried, 'dropEffect', { value: 'none', writable: true });
      thread.dispatchEvent(
        new DragEvent('dragover', { bubbles: true, cancelable: true, dataTransfer: carried }),
      );
      return carried.dropEffect;
    });
    expect(effect).toBe('copy');
  });

  test('a file let go anywhere else opens nothing', async () => {
    await begin('few');
    const kept = await page.evaluate(() => {
      const carried = new DataTransfer();
      carried.items.add(new File(['<script>alert(1)</script>'], 'page.html'));
      const event = new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: carried });
      document.body.dispatchEvent(event);
      return event.defaultPrevented;
    });
    expect(kept).toBe(true);
    expect(await given(page)).toEqual([]);
  });
}
