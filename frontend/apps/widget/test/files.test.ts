import { Buffer } from 'node:buffer';
import { readFile } from 'node:fs/promises';
import type { Route } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { Desk } from '../../../packages/link/src/testing/desk';
import { axe } from './axe';
import { Stage, type Visit } from './stage';

const stage = new Stage();
let v: Visit;
/** What the server says to files that come, and what came. */
let answer: { status: number; body: object; headers?: Record<string, string> };
/** Whether the server keeps no file any longer. */
let gone = false;
let came: { method: string; path: string; token: string; name: string }[];

const dot = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

async function files(route: Route): Promise<void> {
  const request = route.request();
  const headers = await request.allHeaders();
  const path = new URL(request.url()).pathname;
  const { authorization: token = '', 'content-disposition': name = '' } = headers;
  came.push({ method: request.method(), path, token, name });
  if (request.method() === 'PUT') {
    const { status, body, headers = {} } = answer;
    await route.fulfill({ status, headers, json: body });
  } else if (gone) await route.fulfill({ status: 410, json: { code: 'file_expired', detail: 'Gone.' } });
  else await route.fulfill({ status: 200, contentType: 'image/png', body: dot });
}

beforeAll(() => stage.start(), 60_000);
afterAll(() => stage.stop());
beforeEach(async () => {
  stage.desk = new Desk(() => Date.now());
  stage.desk.files = { maxBytes: 1 << 20, endings: ['png', 'pdf'] };
  answer = { status: 200, body: { id: 'f_1' } };
  came = [];
  gone = false;
  v = await stage.visit();
  await v.page.context().route(`${stage.server}/api/v1/visitor/**`, files);
  await v.open();
  await v.inside.getByRole('button', { name: 'Send a file' }).waitFor();
});
afterEach(() => v.close());

const choose = (name: string, size = 9) =>
  v.inside
    .locator('input[type=file]')
    .setInputFiles({ name, mimeType: 'application/octet-stream', buffer: Buffer.alloc(size) });

// row: P-036
test('a picture is sent, seen, enlarged and saved', { timeout: 30_000 }, async () => {
  const [chooser] = await Promise.all([
    v.page.waitForEvent('filechooser'),
    v.inside.getByRole('button', { name: 'Send a file' }).click(),
  ]);
  await chooser.setFiles({ name: 'l’été (1).png', mimeType: 'image/png', buffer: dot });
  const picture = v.inside.getByRole('button', { name: 'Enlarge photo.png' });
  await expect
    .poll(() => picture.locator('img').evaluate((e) => (e as HTMLImageElement).naturalWidth))
    .toBeGreaterThan(0);
  expect(came[0]).toMatchObject({ method: 'PUT', token: expect.stringMatching(/^Bearer token-/) });
  expect(came[0]?.name).toBe("attachment; filename*=UTF-8''l%E2%80%99%C3%A9t%C3%A9%20%281%29.png");
  expect(came[1]?.path).toBe('/api/v1/visitor/acme/files/f_1/preview');
  await picture.focus();
  await v.page.keyboard.press('Enter');
  const large = v.inside.getByRole('dialog', { name: 'photo.png' });
  await large.locator('img').waitFor();
  expect(await axe(v.frame())).toEqual([]);
  // The Escape that ends the picture leaves the window open, and the focus where it was.
  await v.page.keyboard.press('Escape');
  await large.waitFor({ state: 'detached' });
  expect(await v.field.isVisible()).toBe(true);
  expect(await picture.evaluate((e) => e === document.activeElement)).toBe(true);
  const [saved] = await Promise.all([
    v.page.waitForEvent('download'),
    v.inside.getByRole('button', { name: 'Save photo.png' }).click(),
  ]);
  expect(saved.suggestedFilename()).toBe('photo.png');
  expect(await readFile(await saved.path())).toEqual(dot);
  expect(came.every(({ path }) => !path.includes('token'))).toBe(true);
  expect(await axe(v.frame())).toEqual([]);
  expect(v.errors).toEqual([]);
});

test('a file that is kept no longer says so, and cannot be opened or saved', {
  timeout: 30_000,
}, async () => {
  gone = true;
  await choose('photo.png');
  await v.inside.getByText('This file is no longer kept.').waitFor();
  expect(await v.inside.getByText('photo.png', { exact: true }).count()).toBe(1);
  expect(await v.inside.getByRole('button', { name: /photo\.png/ }).count()).toBe(0);
  expect(await axe(v.frame())).toEqual([]);
});

// row: P-035
test('a file that is no picture has a sign and a word of its sort, and is only saved', {
  timeout: 30_000,
}, async () => {
  await v.write('Hello');
  stage.desk.join('Ada');
  const sent = [
    ['price list.xlsx', 'xlsx', 'Spreadsheet · 231 kB'],
    ['folding.webm', 'webm', 'Video · 5.1 MB'],
    ['voice message.m4a', 'm4a', 'Sound · 640 kB'],
    ['all manuals.zip', 'zip', 'Archive · 9.7 MB'],
  ] as const;
  for (const [name, kind, about] of sent) {
    const size = Number(/[\d.]+/.exec(about)?.[0]) * (about.endsWith('kB') ? 1 << 10 : 1 << 20);
    stage.desk.hand('Ada', { id: `f_${kind}`, name, kind, size });
    const row = v.inside.locator('.file-row', { hasText: name });
    await expect.poll(() => row.locator('.file-about').textContent()).toBe(about);
    expect(await row.getByRole('button').count()).toBe(1);
  }
  const signs = await v.inside
    .locator('.file-row > .icon path')
    .evaluateAll((all) => all.map((path) => path.getAttribute('d')));
  expect(new Set(signs).size).toBe(sent.length);
  expect(await v.inside.locator('.file img, .file video, .file audio').count()).toBe(0);
  expect(came).toEqual([]);
  expect(await axe(v.frame())).toEqual([]);
});

// row: P-035
test('what cannot be sent says why, at once or from the server, and can be tried again or deleted', {
  timeout: 30_000,
}, async () => {
  await v.field.fill('half a sen');
  await choose('setup.exe');
  const why = v.inside.locator('#why');
  await expect
    .poll(() => why.textContent())
    .toBe('setup.exe: this kind of file cannot be sent, only PNG and PDF.');
  await choose('large.pdf', 2_000_000);
  await expect.poll(() => why.textContent()).toBe('large.pdf: it is larger than 1 MB.');
  await choose('nothing.pdf', 0);
  await expect.poll(() => why.textContent()).toBe('nothing.pdf: it is empty.');
  // Of several each is named, and each reason said once.
  const sized = (name: string, size: number) => ({
    ...{ name, mimeType: 'application/octet-stream', buffer: Buffer.alloc(size) },
  });
  await v.inside
    .locator('input[type=file]')
    .setInputFiles([sized('a.exe', 1), sized('nothing.pdf', 0), sized('b.svg', 1)]);
  await expect
    .poll(() => why.textContent())
    .toBe('a.exe and b.svg: this kind of file cannot be sent, only PNG and PDF. nothing.pdf: it is empty.');
  expect(came).toEqual([]);
  answer = { status: 422, body: { code: 'file_damaged', detail: 'Damaged.' } };
  await choose('half.png');
  const failed = v.inside.locator('.message.failed');
  await failed.waitFor();
  expect(await failed.textContent()).toContain('half.png');
  expect(await failed.textContent()).toContain('it is damaged');
  expect(await axe(v.frame())).toEqual([]);
  const full = { status: 429, body: { code: 'quota_exceeded', detail: 'Full.' } };
  answer = full;
  await failed.getByRole('button', { name: 'Try again' }).click();
  await expect.poll(() => failed.textContent()).toContain('there is no room for more files right now');
  answer = { ...full, headers: { 'Retry-After': '3600' } };
  await failed.getByRole('button', { name: 'Try again' }).click();
  await expect.poll(() => failed.textContent()).toMatch(/there is room again from (\w+,? )?\d\d?:\d\d/);
  answer = { status: 200, body: { id: 'f_2' } };
  await failed.getByRole('button', { name: 'Try again' }).click();
  await v.inside.getByRole('button', { name: 'Enlarge photo.png' }).waitFor();
  answer = { status: 415, body: { code: 'file_type_not_allowed', detail: 'No.' } };
  await choose('other.png');
  await failed.waitFor();
  await failed.getByRole('button', { name: 'Delete' }).click();
  await failed.waitFor({ state: 'detached' });
  expect(await v.field.inputValue()).toBe('half a sen');
});

// row: P-035
test('files that wait say so, keep no words waiting, and can be taken back', {
  timeout: 30_000,
}, async () => {
  answer = { status: 429, body: { code: 'rate_limited', detail: 'Later.' }, headers: { 'Retry-After': '4' } };
  await choose('first.png');
  await choose('second-of-them-with-a-name-that-is-a-little-long.png');
  await v.field.fill('this is how it looks');
  await v.page.keyboard.press('Enter');
  const waiting = v.inside.getByText('Waits its turn, goes by itself.');
  await expect.poll(() => waiting.count()).toBe(2);
  await expect
    .poll(() => stage.desk.conversations.flatMap((c) => c.events.map((e) => e.text)))
    .toEqual(['this is how it looks']);
  expect(await axe(v.frame())).toEqual([]);
  await v.inside.getByRole('button', { name: 'Do not send first.png' }).press('Enter');
  await expect.poll(() => waiting.count()).toBe(1);
  expect(await v.log.evaluate((e) => e === document.activeElement)).toBe(true);
  answer = { status: 200, body: { id: 'f_2' } };
  await v.inside.getByRole('button', { name: 'Enlarge photo.png' }).waitFor();
  expect(await waiting.count()).toBe(0);
  expect(came.filter(({ method }) => method === 'PUT').map(({ name }) => name.slice(-9))).toEqual([
    'first.png',
    '-long.png',
  ]);
  expect(v.errors.filter((e) => !e.includes('429'))).toEqual([]);
});

test('files are pasted and let go over the window; what else is pasted is text', {
  timeout: 30_000,
}, async () => {
  const carry = (kind: 'paste' | 'drop', text = '') =>
    v.frame().evaluate(
      ([kind, text]) => {
        const carried = new DataTransfer();
        carried.items.add(new File(['123456789'], 'image.png'));
        if (text) carried.setData('text/plain', text);
        const common = { bubbles: true, cancelable: true };
        const event =
          kind === 'drop'
            ? new DragEvent('drop', { ...common, dataTransfer: carried })
            : new ClipboardEvent('paste', { ...common, clipboardData: carried });
        const at = kind === 'drop' ? document.body : document.querySelector('textarea');
        at?.dispatchEvent(event);
        return event.defaultPrevented;
      },
      [kind, text] as const,
    );
  expect(await carry('paste')).toBe(true);
  await expect.poll(() => came.filter(({ method }) => method === 'PUT').length).toBe(1);
  expect(await carry('drop')).toBe(true);
  await expect.poll(() => came.filter(({ method }) => method === 'PUT').length).toBe(2);
  expect(await carry('paste', 'words')).toBe(false);
  expect(came.filter(({ method }) => method === 'PUT')).toHaveLength(2);
});
