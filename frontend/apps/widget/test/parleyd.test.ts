// One story over the real server: what the played one promises, parleyd keeps.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Stage, type Visit } from './stage';

const root = fileURLToPath(new URL('../../../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'parley-widget-'));
const stage = new Stage();
let parleyd: ChildProcess;
let address = '';

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const at = server.address();
  await new Promise((done) => server.close(done));
  return typeof at === 'object' && at ? at.port : 0;
}

async function up(): Promise<boolean> {
  return fetch(`${address}/readyz`).then(
    (r) => r.ok,
    () => false,
  );
}

beforeAll(async () => {
  const program = join(folder, 'parleyd');
  execFileSync('go', ['build', '-o', program, './backend/cmd/parleyd'], { cwd: root });
  const listen = `127.0.0.1:${await freePort()}`;
  address = `http://${listen}`;
  parleyd = spawn(program, ['serve', '--dev'], {
    env: { ...process.env, PARLEY_DATA: folder, PARLEY_LISTEN: listen },
  });
  while (!(await up())) await new Promise((later) => setTimeout(later, 100));
  await stage.start();
}, 180_000);

afterAll(async () => {
  const gone = new Promise((done) => parleyd.once('exit', done));
  parleyd.kill();
  await gone;
  await stage.stop();
  rmSync(folder, { recursive: true, force: true });
});

interface Desktop {
  do(kind: string, stream: string, body?: unknown): void;
  heard: Record<string, unknown>[];
}

/** An agent who is available on chat, in a page of the server's own. */
async function ada(page: Page): Promise<void> {
  await page.goto(`${address}/demo/`);
  await page.evaluate(async () => {
    const headers = { 'Content-Type': 'application/json' };
    const who = { email: 'ada@acme.test', password: 'parley-demo', device: 'test-device-0001' };
    const answer = await fetch('/api/v1/sign-in', { method: 'POST', headers, body: JSON.stringify(who) });
    const { token, agent } = (await answer.json()) as { token: string; agent: { id: string } };
    const socket = new WebSocket(`ws://${location.host}/api/v1/agent/socket`);
    let id = 0;
    const send = (f: unknown) => socket.send(JSON.stringify(f));
    const desktop: Desktop = {
      heard: [],
      do: (kind, stream, body) => send({ frame: 'do', id: `command-${++id}`, kind, stream, body }),
    };
    (window as unknown as { ada: Desktop }).ada = desktop;
    await new Promise<void>((ready) => {
      socket.onopen = () => send({ frame: 'hello', proto: 1, token, device: who.device });
      socket.onmessage = (e) => {
        const f = JSON.parse(String(e.data)) as Record<string, unknown>;
        desktop.heard.push(f);
        if (f.frame === 'events') ready();
      };
    });
    desktop.do('status.set', `a_${agent.id}`, { channel: 'chat', status: 'available' });
  });
}

const command = (page: Page, kind: string, stream: string, body?: unknown) =>
  page.evaluate(
    ([k, s, b]) => (window as unknown as { ada: Desktop }).ada.do(k as string, s as string, b),
    [kind, stream, body],
  );

/** The conversation that came to the agent. */
const stream = (page: Page) =>
  page.evaluate(() => {
    const heard = (window as unknown as { ada: Desktop }).ada.heard;
    return String(heard.filter((f) => f.frame === 'whole').at(-1)?.stream ?? '');
  });

test('a visitor writes, an agent answers, and the conversation ends', { timeout: 60_000 }, async () => {
  const agent = await (await stage.browser.newContext()).newPage();
  await ada(agent);
  const v: Visit = await stage.visit(`${address}/demo/ashby-chair.html`);
  await v.open();
  await v.inside.getByText('Someone is here to answer').waitFor();
  await v.write('Is it in stock?');
  await v.inside
    .getByText(/has joined$/)
    .first()
    .waitFor();
  await expect.poll(() => stream(agent)).not.toBe('');
  const s = await stream(agent);
  await command(agent, 'message.post', s, { text: 'Four of them.' });
  await v.inside.getByText('Four of them.').first().waitFor();
  await v.go(`${address}/demo/`);
  await v.inside.getByText('Four of them.').first().waitFor();
  await v.write('Good.');
  await v.inside.getByText(/Sent$/).waitFor();
  await command(agent, 'conversation.close', s);
  await v.inside.getByText('The conversation has ended').first().waitFor();
  await expect.poll(() => v.launcher.getAttribute('aria-expanded'), { timeout: 5000 }).toBe('false');
  await v.open();
  await v.write('Another question');
  await v.inside.getByText(/Sent$/).waitFor();
  expect(v.errors).toEqual([]);
  await v.close();
});
