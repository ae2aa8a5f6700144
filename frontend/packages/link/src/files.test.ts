import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Handed } from './env';
import { fileFault } from './files';
import { type Coming, type Tab, World } from './testing/world';

beforeEach(() => vi.useFakeTimers({ now: 1_800_000_000_000 }));
afterEach(() => vi.useRealTimers());

const pass = (ms = 1000) => vi.advanceTimersByTimeAsync(ms);
const photo = () => new Blob(['123456789'], { type: 'image/png' });

/** Ends the first file that is coming. */
function answer(w: World, a: Partial<Handed>): Coming | undefined {
  const coming = w.uploads.shift();
  coming?.done({ status: 0, id: '', code: '', message: '', after: 0, ...a });
  return coming;
}

test('what can be seen from here is refused here', () => {
  const limits = { maxBytes: 1000, endings: ['png', 'pdf'] };
  expect(fileFault('a.png', 0, limits)).toBe('empty_file');
  expect(fileFault('a.png', 1001, limits)).toBe('file_too_large');
  expect(fileFault('a.png.exe', 9, limits)).toBe('file_type_not_allowed');
  expect(fileFault('A.PNG', 9, limits)).toBe(null);
  expect(fileFault('pasted', 9, limits)).toBe(null);
});

test('a file is handed in with its progress and then sent, and what was written after it follows it', async () => {
  const w = new World();
  const tab = w.tab();
  await pass();
  expect(tab.link.postFile('photo.exe', photo())).toBe('file_type_not_allowed');
  expect(tab.link.postFile('photo.png', photo())).toBe(null);
  tab.link.post('this is how it looks');
  await pass();
  expect(w.desk.conversations).toHaveLength(0);
  expect(w.uploads).toHaveLength(1);
  w.uploads[0]?.progress(0.5);
  expect(tab.link.view.pending[0]).toMatchObject({
    state: 'sending',
    file: { name: 'photo.png', size: 9, progress: 0.5 },
  });
  const sent = answer(w, { status: 200, id: 'f_1' });
  expect(sent).toMatchObject({ token: 'token-1', name: 'photo.png' });
  await pass();
  expect(tab.screen).toEqual(['visitor: photo.png', 'visitor: this is how it looks']);
  expect(w.desk.latest.events[0]).toMatchObject({ form: 'file', file: { id: 'f_1' } });
});

test('files are read where the server says, also before it says so again, and handed in where all the rest is', async () => {
  const at = '/api/v1/visitor/acme/files/f_1';
  const from = async (tab: Tab) => (await tab.link.file('f_1', true)).text();
  const w = new World();
  const tab = w.tab();
  await pass();
  expect(await from(tab)).toBe(`${at}/preview`);
  w.desk.filesURL = 'https://files.acme.example';
  w.cut();
  await pass();
  tab.link.post('Hello');
  await pass();
  expect(await from(tab)).toBe(`https://files.acme.example${at}/preview`);
  tab.link.postFile('photo.png', photo());
  await pass();
  expect(w.uploads[0]?.url).toMatch(/^\/api\/v1\/visitor\/acme\/files\//);
  w.up = false;
  const later = w.tab();
  expect(await from(later)).toBe(`https://files.acme.example${at}/preview`);
  w.desk.filesURL = '';
  w.up = true;
  w.cut();
  await pass(5000);
  expect(await from(later)).toBe(`${at}/preview`);
});

test('what is written goes by files that the server makes wait, and they follow by themselves', async () => {
  const w = new World();
  const tab = w.tab();
  await pass();
  for (const n of [1, 2, 3]) tab.link.postFile(`${n}.png`, photo());
  tab.link.post('this is how it looks');
  await pass();
  answer(w, { status: 200, id: 'f_1' });
  await pass();
  expect(tab.screen.at(-1)).toBe('sending: this is how it looks');
  answer(w, { status: 429, after: 10_000 });
  await pass();
  const waiting = () => tab.link.view.pending.map((p) => [p.text, p.file?.waits]);
  expect(tab.screen.slice(0, 2)).toEqual(['visitor: photo.png', 'visitor: this is how it looks']);
  expect(waiting()).toEqual([
    ['2.png', true],
    ['3.png', true],
  ]);
  // One that is chosen now stands behind them, and keeps nothing either.
  tab.link.postFile('4.png', photo());
  tab.link.post('do you see?');
  await pass();
  expect(tab.screen[2]).toBe('visitor: do you see?');
  // It can be taken back, and the others move up.
  tab.link.discard(tab.link.view.pending[1]?.id ?? '');
  await pass(9000);
  expect(w.uploads).toHaveLength(1);
  expect(waiting()).toEqual([
    ['2.png', false],
    ['4.png', true],
  ]);
  // The server says with an answer when the next can come, and no byte leaves before.
  answer(w, { status: 200, id: 'f_2', after: 10_000 });
  await pass(9000);
  expect(w.uploads).toHaveLength(0);
  await pass(2000);
  expect(answer(w, { status: 200, id: 'f_4' })?.name).toBe('4.png');
  await pass();
  expect(tab.link.view.pending).toEqual([]);
  expect(w.desk.latest.events.map((e) => e.file?.id ?? e.text)).toEqual([
    ...['f_1', 'this is how it looks', 'do you see?', 'f_2', 'f_4'],
  ]);
});

test('where there is no room it is said at once, with the time, and waits for nothing', async () => {
  const w = new World();
  const tab = w.tab();
  await pass();
  tab.link.postFile('photo.png', photo());
  tab.link.postFile('other.png', photo());
  tab.link.post('this is how it looks');
  await pass();
  const full = { status: 429, code: 'quota_exceeded', message: 'Full.' };
  const now = Date.now();
  answer(w, { ...full, after: 7_200_000 });
  await pass();
  answer(w, full);
  await pass();
  expect(tab.screen[0]).toBe('visitor: this is how it looks');
  expect(tab.link.view.pending).toMatchObject([
    { state: 'failed', refused: { code: 'quota_exceeded', again: now + 7_200_000 } },
    { state: 'failed', refused: { code: 'quota_exceeded', message: 'Full.' } },
  ]);
  expect(tab.link.view.pending[1]?.refused?.again).toBeUndefined();
  tab.link.retry(tab.link.view.pending[0]?.id ?? '');
  await pass();
  expect(answer(w, { status: 200, id: 'f_1' })?.name).toBe('photo.png');
});

test('words wait a little for files that come slowly, and no longer', async () => {
  const w = new World();
  const tab = w.tab();
  await pass();
  tab.link.postFile('photo.png', photo());
  tab.link.post('this is how it looks');
  await pass(9000);
  expect(tab.screen).toEqual(['sending: photo.png', 'sending: this is how it looks']);
  await pass(2000);
  expect(tab.screen).toEqual(['visitor: this is how it looks', 'sending: photo.png']);
  answer(w, { status: 200, id: 'f_1' });
  await pass();
  expect(tab.screen).toEqual(['visitor: this is how it looks', 'visitor: photo.png']);
});

test('a file that waits belongs where its words went, and rings nobody by itself when that is over', async () => {
  const w = new World();
  const tab = w.tab();
  await pass();
  tab.link.postFile('photo.png', photo());
  await pass();
  answer(w, { status: 429, after: 20_000 });
  tab.link.post('it is broken');
  await pass();
  w.desk.say('Ada', 'We send you another one.');
  w.desk.end();
  await pass(20_000);
  answer(w, { status: 200, id: 'f_1' });
  await pass();
  expect(w.desk.conversations).toHaveLength(1);
  expect(tab.link.view.pending.map((p) => [p.text, p.refused?.code])).toEqual([['photo.png', 'wrong_state']]);
  tab.link.retry(tab.link.view.pending[0]?.id ?? '');
  await pass();
  expect(w.desk.conversations).toHaveLength(2);
  expect(w.desk.latest.events[0]?.file?.id).toBe('f_1');
});

test('a tab that slept while it sent a file sends it after all, though the others called it lost', async () => {
  const w = new World();
  const tab = w.tab();
  await pass();
  tab.link.postFile('photo.png', photo());
  await pass();
  const shelf = w.shelf as Storage;
  const keys = Array.from({ length: shelf.length }, (_, n) => shelf.key(n) ?? '');
  const [key = ''] = keys.filter((name) => name.includes(':out:'));
  const item = JSON.parse(shelf.getItem(key) ?? '');
  shelf.setItem(key, JSON.stringify({ ...item, refused: { code: 'file_lost', message: '' } }));
  await pass();
  expect(tab.screen).toEqual(['failed: photo.png']);
  await pass(6000);
  answer(w, { status: 200, id: 'f_1' });
  await pass();
  expect(tab.screen).toEqual(['visitor: photo.png']);
});

test('an end goes by no file, and what is written after it goes by no end', async () => {
  const w = new World();
  const tab = w.tab();
  await pass();
  tab.link.post('hello');
  await pass();
  tab.link.postFile('photo.png', photo());
  await pass();
  answer(w, { status: 429, after: 10_000 });
  tab.link.leave();
  tab.link.post('one more thing');
  await pass(5000);
  expect(w.desk.latest.left).toBe(false);
  expect(tab.screen).toEqual(['visitor: hello', 'sending: photo.png', 'sending: one more thing']);
  await pass(6000);
  answer(w, { status: 200, id: 'f_1' });
  await pass();
  expect(w.desk.latest.left).toBe(true);
  expect(tab.screen).toEqual(['visitor: hello', 'visitor: photo.png', 'visitor: one more thing']);
});

test('a file is taken back on any page, also while it leaves', async () => {
  const w = new World();
  const a = w.tab();
  const b = w.tab();
  await pass();
  b.link.postFile('photo.png', photo());
  b.link.postFile('other.png', photo());
  await pass();
  expect(w.uploads.map((u) => u.name)).toEqual(['photo.png']);
  a.link.discard(a.link.view.pending[0]?.id ?? '');
  await pass();
  expect(w.uploads.map((u) => u.name)).toEqual(['other.png']);
  answer(w, { status: 200, id: 'f_2' });
  await pass();
  expect(b.screen).toEqual(['visitor: photo.png']);
  expect(w.desk.latest.events.map((e) => e.file?.id)).toEqual(['f_2']);
});

test('of a file that is taken back on another page no page keeps the bytes', async () => {
  const w = new World();
  const a = w.tab();
  const b = w.tab();
  const kept = () => b.link['files']['held'].size;
  await pass();
  for (const n of [1, 2, 3]) b.link.postFile(`${n}.png`, photo());
  await pass();
  // One that failed can be tried again, so its bytes are wanted.
  answer(w, { status: 422, code: 'file_damaged' });
  await pass();
  expect(kept()).toBe(3);
  a.link.retry(a.link.view.pending.find((p) => p.state === 'failed')?.id ?? '');
  await pass();
  expect(kept()).toBe(3);
  // The one that leaves, one that waits, and one that failed.
  answer(w, { status: 422, code: 'file_damaged' });
  await pass();
  for (let left = 2; left >= 0; left--) {
    a.link.discard(a.link.view.pending.at(-1)?.id ?? '');
    await pass();
    expect(kept()).toBe(left);
  }
});

test('a file that got lost on its way goes again under the same name', async () => {
  const w = new World();
  const tab = w.tab();
  await pass();
  tab.link.postFile('photo.png', photo());
  await pass();
  const first = answer(w, { status: 0 });
  await pass(2000);
  const second = answer(w, { status: 429, after: 7000 });
  await pass(6000);
  expect(w.uploads).toHaveLength(0);
  await pass(2000);
  const third = answer(w, { status: 200, id: 'f_1' });
  expect([second?.upload, third?.upload]).toEqual([first?.upload, first?.upload]);
  await pass();
  expect(tab.screen).toEqual(['visitor: photo.png']);
});

test('a refused file says why and holds nothing up; it can be tried again or thrown away', async () => {
  const w = new World();
  const tab = w.tab();
  await pass();
  tab.link.postFile('photo.png', photo());
  tab.link.post('hello');
  await pass();
  answer(w, { status: 415, code: 'file_type_not_allowed', message: 'No.' });
  await pass();
  expect(tab.screen).toEqual(['visitor: hello', 'failed: photo.png']);
  const failed = tab.link.view.pending[0];
  expect(failed).toMatchObject({
    refused: { code: 'file_type_not_allowed', message: 'No.' },
    file: { here: true },
  });
  tab.link.retry(failed?.id ?? '');
  await pass();
  answer(w, { status: 422, code: 'file_damaged', message: 'Damaged.' });
  await pass();
  tab.link.discard(tab.link.view.pending[0]?.id ?? '');
  expect(tab.link.view.pending).toEqual([]);
  await pass();
  expect(w.uploads).toHaveLength(0);
});

test('throwing a failed file away while the next one comes stops neither', async () => {
  const w = new World();
  const tab = w.tab();
  await pass();
  tab.link.postFile('photo.png', photo());
  await pass();
  tab.link.discard(tab.link.view.pending[0]?.id ?? '');
  expect(w.uploads).toHaveLength(0);
  tab.link.postFile('photo.png', photo());
  await pass();
  answer(w, { status: 200, id: 'f_2' });
  await pass();
  expect(tab.screen).toEqual(['visitor: photo.png']);
});

test('a page that is left before its file has gone says so later, and nothing waits for it', async () => {
  const w = new World();
  const tab = w.tab();
  await pass();
  tab.link.post('hello');
  await pass();
  tab.link.postFile('photo.png', photo());
  await pass();
  tab.leave();
  w.uploads = [];
  const later = w.tab();
  later.link.post('are you there?');
  await pass();
  expect(later.screen.slice(1)).toEqual(['sending: photo.png', 'sending: are you there?']);
  await pass(30_000);
  expect(later.screen).toEqual(['visitor: hello', 'visitor: are you there?', 'failed: photo.png']);
  expect(later.link.view.pending[0]).toMatchObject({ refused: { code: 'file_lost' }, file: { here: false } });
});

test('a file that another tab hands in is sent by the one that holds the socket', async () => {
  const w = new World();
  const a = w.tab();
  const b = w.tab();
  await pass();
  b.link.postFile('photo.png', photo());
  await pass(25_000);
  expect(b.screen).toEqual(['sending: photo.png']);
  expect(answer(w, { status: 200, id: 'f_1' })?.token).toBe('token-1');
  await pass();
  expect(a.screen).toEqual(['visitor: photo.png']);
});

test('where no files are taken none can be sent', async () => {
  const w = new World();
  (w.desk as { files?: unknown }).files = undefined;
  const tab = w.tab();
  await pass();
  expect(tab.link.view.files).toBe(null);
  expect(tab.link.postFile('photo.png', photo())).toBe('file_type_not_allowed');
});
