import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { comesBack } from './outbox';
import { type Drawer, type Tab, World } from './testing/world';

beforeEach(() => vi.useFakeTimers({ now: 1_800_000_000_000 }));
afterEach(() => vi.useRealTimers());

const pass = (ms = 1000) => vi.advanceTimersByTimeAsync(ms);
const back = (tab: Tab) => tab.link.view.back.map((p) => `${p.refused?.code}: ${p.text}`);

async function visitor(...said: string[]): Promise<{ w: World; tab: Tab }> {
  const w = new World();
  const tab = w.tab();
  await pass();
  for (const text of said) tab.link.post(text);
  await pass();
  return { w, tab };
}

test('the offer is told in the welcome, changes live, and reaches every tab', async () => {
  const { w, tab } = await visitor();
  const other = w.tab();
  await pass();
  expect(tab.link.view.offer).toEqual({ state: 'online', async: true });
  for (const state of ['busy', 'offline', 'none', 'online'] as const) {
    w.desk.offers({ state, async: false, welcome: 'Later.', stays: true });
    await pass();
    for (const t of [tab, other]) {
      expect(t.link.view.offer).toEqual({ state, async: false, welcome: 'Later.', stays: true });
    }
  }
});

test('hello says which channel the widget stands for, where it was told', async () => {
  const w = new World();
  w.tab({ channel: 'app' });
  await pass();
  expect(w.desk.hellos[0]?.visitor?.channel).toBe('app');
});

test('row: P-101: what is written while nobody is there is kept, and there after a reload', async () => {
  const w = new World();
  w.desk.offer = { state: 'offline', async: true };
  const tab = w.tab();
  await pass();
  tab.link.post('Are you there?');
  await pass();
  tab.leave();
  const later = w.tab();
  await pass();
  expect(later.screen).toEqual(['visitor: Are you there?']);
  expect(later.link.view).toMatchObject({ waits: true, over: false, back: [] });
});

test('row: P-103: dropped, the words come back once, and a reload shows nothing', async () => {
  const { w, tab } = await visitor('one', 'two');
  w.desk.end('nobody_free');
  await pass();
  expect(tab.screen).toEqual(['visitor: one', 'visitor: two']);
  expect(tab.link.view).toMatchObject({ over: true, waits: false, pending: [] });
  expect(back(tab)).toEqual(['nobody_free: one', 'nobody_free: two']);
  for (const p of tab.link.view.back) tab.link.discard(p.id);
  w.cut();
  await pass(3000);
  expect(back(tab)).toEqual([]);
  tab.leave();
  const later = w.tab();
  expect(later.screen).toEqual([]);
  await pass();
  expect(later.screen).toEqual([]);
  later.link.post('again');
  await pass();
  expect(later.link.view.past).toEqual([]);
});

test('dropped between two pages: the words come back all the same', async () => {
  const { w, tab } = await visitor('one');
  tab.leave();
  w.desk.end('nobody_free');
  const later = w.tab();
  await pass();
  expect(back(later)).toEqual(['nobody_free: one']);
  expect(later.link.view).toMatchObject({ stream: '', events: [], over: false });
});

test('dropped after an answer: only what was not answered comes back, and the talk stays', async () => {
  const { w, tab } = await visitor('one');
  w.desk.join('Ada');
  w.desk.say('Ada', 'hello');
  await pass();
  tab.link.post('two');
  w.desk.happen('waiting');
  await pass();
  expect(tab.link.view).toMatchObject({ agent: '', waits: true });
  w.desk.end('nobody_free');
  await pass();
  expect(back(tab)).toEqual(['nobody_free: two']);
  tab.leave();
  expect(w.tab().screen).toEqual(['visitor: one', 'agent: hello', 'visitor: two']);
});

test('who had left is not given their words back', async () => {
  const { w, tab } = await visitor('one');
  tab.link.leave();
  await pass();
  w.desk.end('nobody_free');
  await pass();
  expect(back(tab)).toEqual([]);
});

test.each(['queue_full', 'not_offered'])('refused with %s, the text is kept to be put back', async (code) => {
  const { w, tab } = await visitor();
  w.desk.refuse = [{ code, message: 'No.', retryAfter: 60_000 }];
  tab.link.post('one');
  await pass();
  expect(comesBack(code)).toBe(true);
  expect(tab.screen).toEqual([]);
  expect(back(tab)).toEqual([`${code}: one`]);
  tab.leave();
  const later = w.tab();
  expect(back(later)).toEqual([`${code}: one`]);
  later.link.discard(later.link.view.back[0]?.id ?? '');
  expect(back(later)).toEqual([]);
});

test('who is offered nothing cannot begin, and what they tried is theirs', async () => {
  const { w, tab } = await visitor();
  w.desk.offers({ state: 'none', async: false });
  tab.link.post('one');
  await pass();
  expect(w.desk.conversations).toEqual([]);
  expect(back(tab)).toEqual(['not_offered: one']);
});

test('row: P-104: how the wait stands is told while it lasts, and never of another conversation', async () => {
  const { w, tab } = await visitor('one');
  expect(tab.link.view).toMatchObject({ waits: true, wait: null });
  w.desk.wait(2, { estimate: 240_000 });
  await pass();
  expect(tab.link.view.wait).toMatchObject({ ahead: 2, estimate: 240_000 });
  w.desk.wait(0, { exceeded: true });
  await pass();
  expect(tab.link.view.wait).toMatchObject({ ahead: 0, exceeded: true });
  w.desk.join('Ada');
  await pass();
  expect(tab.link.view).toMatchObject({ waits: false, wait: null, agent: 'Ada' });
  w.desk.end();
  await pass();
  tab.link.post('two');
  await pass();
  expect(tab.link.view).toMatchObject({ waits: true, wait: null });
});

test('who was there is gone when the line says so, until the next one joins', async () => {
  const { w, tab } = await visitor('one');
  for (const kind of ['waiting', 'transferred'] as const) {
    w.desk.join('Ada');
    await pass();
    expect(tab.link.view.agent).toBe('Ada');
    w.desk.happen(kind);
    await pass();
    expect(tab.link.view).toMatchObject({ agent: '', waits: true });
  }
});

test('row: P-091: who was there is gone once the visitor waits, though no line said so', async () => {
  const { w, tab } = await visitor('one');
  w.desk.join('Ada');
  await pass();
  w.desk.wait(0, { kept: true });
  await pass();
  expect(tab.link.view).toMatchObject({ agent: '', waits: true, wait: { kept: true } });
  const second = w.tab();
  await pass();
  expect(second.link.view).toMatchObject({ agent: '', waits: true });
  w.desk.join('Ben');
  await pass();
  expect(tab.link.view).toMatchObject({ agent: 'Ben', waits: false, wait: null });
  // What was told before Ben came, and came after him.
  w.desk.wait(0, { contacts: 1 });
  await pass();
  expect(tab.link.view).toMatchObject({ agent: 'Ben', waits: false });
});

test('row: P-122: the warning counts by the server’s clock, and writing takes it away', async () => {
  const w = new World();
  const tab = w.tab();
  w.desk.clock = () => Date.now() + 90_000;
  w.cut();
  await pass(3000);
  tab.link.post('one');
  await pass();
  w.desk.warn(w.desk.clock() + 60_000);
  await pass(500);
  expect(tab.link.view.endsAt - Date.now()).toBeGreaterThan(58_000);
  expect(tab.link.view.endsAt - Date.now()).toBeLessThan(60_000);
  expect(tab.link.view.unread, 'with the window closed, the button tells').toBe(1);
  tab.link.see();
  expect(tab.link.view.unread).toBe(0);
  tab.link.post('still here');
  expect(tab.link.view.endsAt).toBe(0);
  await pass();
  expect(tab.link.view.endsAt).toBe(0);
  w.desk.warn(w.desk.clock() + 60_000);
  await pass();
  w.desk.end('inactive');
  await pass();
  expect(tab.link.view).toMatchObject({ endsAt: 0, over: true, back: [] });
});

test('row: P-105: an address is left once, kept here, and may be changed', async () => {
  const { w, tab } = await visitor();
  expect(tab.link.leaveAddress('ada@home.example'), 'not before there is a conversation').toBe(false);
  tab.link.post('one');
  await pass();
  for (const bad of ['', 'ada', 'ada@home', '@home.example', 'a b@c.de', 'a@b@c.de', 'a@-b.de', 'a@b..de']) {
    expect(tab.link.leaveAddress(bad), bad).toBe(false);
  }
  w.cut();
  expect(tab.link.leaveAddress('ada@home.example')).toBe(true);
  expect(tab.link.view.address).toMatchObject({ email: 'ada@home.example', state: 'sending' });
  await pass(3000);
  const { stream } = w.desk.latest;
  expect(tab.link.view.address).toEqual({ email: 'ada@home.example', stream, state: 'left' });
  tab.leave();
  const later = w.tab();
  expect(later.link.view.address).toEqual({ email: 'ada@home.example', stream, state: 'left' });
  await pass();
  later.link.leaveAddress('ada@work.example');
  await pass();
  expect(later.link.view.address).toMatchObject({ email: 'ada@work.example', state: 'left' });
  expect(w.desk.addresses).toEqual(['ada@home.example', 'ada@work.example']);
  expect((w.shelf as Drawer).items.get('parley:acme:address')).toContain('ada@work.example');
});

test('an address the server refuses is said to be, and the one before stays good', async () => {
  const { w, tab } = await visitor('one');
  tab.link.leaveAddress('ada@home.example');
  await pass();
  w.desk.refuse = [{ code: 'invalid_email', message: 'No.' }];
  tab.link.leaveAddress('ada@nowhere.example');
  await pass();
  expect(tab.link.view.address).toMatchObject({ email: 'ada@nowhere.example', state: 'refused' });
  tab.link.leaveAddress('ada@home.example');
  await pass();
  expect(tab.link.view.address).toMatchObject({ email: 'ada@home.example', state: 'left' });
});

test('row: P-108: leaving is the visitor’s, and does not end it', async () => {
  const { w, tab } = await visitor('one');
  tab.link.leave();
  await pass();
  expect(w.desk.latest).toMatchObject({ left: true, open: true });
  expect(tab.link.view).toMatchObject({ left: true, over: false, waits: false });
});
