import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Tab, type Trouble, World } from './testing/world';

beforeEach(() => vi.useFakeTimers({ now: 1_800_000_000_000 }));
afterEach(() => vi.useRealTimers());

/** A small generator whose whole run follows from its seed. */
function dice(seed: number): () => number {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Frames are lost, doubled, swapped, cut short, replayed from the past, made up; sockets break. */
function havoc(random: () => number): Trouble {
  const old: string[] = [];
  let held: string | null = null;
  return (text) => {
    old.push(text);
    const earlier = old[Math.floor(random() * old.length)] ?? text;
    const roll = random();
    if (roll < 0.06) return [];
    if (roll < 0.12) return [text, text];
    if (roll < 0.18) return [text.slice(0, Math.floor(random() * text.length))];
    if (roll < 0.24) return [earlier, text];
    if (roll < 0.27) return [text, earlier];
    if (roll < 0.3) return ['{"frame":"events","n":2,"cursor":9e9,"list":[{"seq":"9"}]}', text];
    if (roll < 0.34) return 'cut';
    if (held) {
      const out = [text, held];
      held = null;
      return out;
    }
    if (roll < 0.4) {
      held = text;
      return [];
    }
    return [text];
  };
}

async function story(seed: number, locks: boolean): Promise<void> {
  const random = dice(seed);
  const w = new World();
  w.random = random;
  if (!locks) w.lock = null;
  const tabs: Tab[] = [w.tab(), w.tab()];
  const written: string[] = [];
  await vi.advanceTimersByTimeAsync(1000);
  w.trouble = () => havoc(random);
  for (let step = 0; step < 40; step++) {
    const tab = tabs[Math.floor(random() * tabs.length)];
    const roll = random();
    const open = w.desk.conversations.some((c) => c.open);
    if (roll < 0.4) {
      const text = `m${step}`;
      if (tab?.link.post(text) === null) written.push(text);
    } else if (roll < 0.7 && open) w.desk.say('Ada', `a${step}`);
    else if (roll < 0.75 && open) w.desk.hidden();
    else if (roll < 0.85 && tab) {
      tab.leave();
      tabs[tabs.indexOf(tab)] = w.tab();
    } else if (roll < 0.9) w.cut();
    await vi.advanceTimersByTimeAsync(Math.floor(random() * 8000));
  }
  w.trouble = null;
  await vi.advanceTimersByTimeAsync(120_000);

  const c = w.desk.conversations[0];
  const truth = (c?.events ?? []).filter((e) => e.kind === 'message').map((e) => `${e.from}: ${e.text}`);
  const arrived = truth.filter((t) => t.startsWith('visitor: ')).map((t) => t.slice(9));
  expect(w.desk.conversations.length, `seed ${seed}`).toBeLessThanOrEqual(1);
  expect([...arrived].sort(), `seed ${seed}: each message once`).toEqual([...written].sort());
  if (locks) expect(arrived, `seed ${seed}: in order`).toEqual(written);
  for (const tab of tabs) expect(tab.screen, `seed ${seed}: the screen is the log`).toEqual(truth);
  for (const tab of tabs) tab.leave();
  vi.clearAllTimers();
}

/** Files and words from two pages that come and go; the server takes files, makes them wait, refuses them or says nothing. */
async function filed(seed: number): Promise<void> {
  const random = dice(seed);
  const w = new World();
  w.random = random;
  const tabs: Tab[] = [w.tab(), w.tab()];
  const texts: string[] = [];
  const by = new Map<string, Tab>();
  let back = 0;
  await vi.advanceTimersByTimeAsync(1000);
  const serve = (kind: boolean) => {
    const coming = w.uploads.shift();
    const roll = kind ? 0 : random();
    const nothing = { id: '', code: '', message: '', after: 0 };
    if (roll < 0.5) {
      const id = `f-${coming?.name}`;
      coming?.done({ ...nothing, status: 200, id, after: kind || roll < 0.3 ? 0 : 9000 });
    } else if (roll < 0.7) coming?.done({ ...nothing, status: 429, after: 9000 });
    else if (roll < 0.8) coming?.done({ ...nothing, status: 422, code: 'file_damaged' });
    else coming?.done({ ...nothing, status: 0 });
  };
  for (let step = 0; step < 50; step++) {
    const tab = tabs[Math.floor(random() * tabs.length)];
    const roll = random();
    if (!tab) continue;
    if (roll < 0.25) {
      if (tab.link.post(`t${step}`) === null) texts.push(`t${step}`);
    } else if (roll < 0.5) {
      by.set(`${step}.png`, tab);
      tab.link.postFile(`${step}.png`, new Blob(['123456789']));
    } else if (roll < 0.8) serve(false);
    else if (roll < 0.87) {
      const first = tab.link.view.pending.find((p) => p.file && !p.file.there);
      if (first) {
        tab.link.discard(first.id);
        back++;
      }
    } else if (roll < 0.92) {
      tab.leave();
      // What it was handing over ends with it.
      w.uploads = w.uploads.filter((u) => by.get(u.name) !== tab);
      tabs[tabs.indexOf(tab)] = w.tab();
    } else if (roll < 0.96) w.cut();
    await vi.advanceTimersByTimeAsync(Math.floor(random() * 4000));
  }
  for (let n = 0; n < 60; n++) {
    serve(true);
    await vi.advanceTimersByTimeAsync(3000);
  }
  const said = (w.desk.conversations[0]?.events ?? []).filter((e) => e.from === 'visitor');
  const words = said.filter((e) => !e.file).map((e) => e.text);
  const files = said.flatMap((e) => (e.file ? [e.file.id] : []));
  const left = tabs[0]?.link.view.pending ?? [];
  expect(words, `seed ${seed}: words in order, each once`).toEqual(texts);
  expect(new Set(files).size, `seed ${seed}: no file twice`).toBe(files.length);
  expect(files.length + left.length + back, `seed ${seed}: no file is lost without a word`).toBe(by.size);
  expect(
    left.every((p) => p.state === 'failed' && p.refused),
    `seed ${seed}: nothing waits for ever`,
  ).toBe(true);
  for (const tab of tabs) tab.leave();
  vi.clearAllTimers();
}

test('whatever becomes of files, words arrive once and in order, and each file once, or it says why not', async () => {
  for (let seed = 1; seed <= 15; seed++) await filed(seed);
}, 60_000);

test('whatever the network does, every message arrives once, in order, and every screen shows the log', async () => {
  for (let seed = 1; seed <= 60; seed++) await story(seed, true);
}, 60_000);

test('the same without locks, order between tabs excepted', async () => {
  for (let seed = 1; seed <= 40; seed++) await story(seed, false);
}, 60_000);
