import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Drawer, World } from './testing/world';

beforeEach(() => vi.useFakeTimers({ now: 1_800_000_000_000 }));
afterEach(() => vi.useRealTimers());

const pass = (ms = 1000) => vi.advanceTimersByTimeAsync(ms);
const drawer = (w: World) => (w.shelf as Drawer).items;

test('nothing is stored before the visitor acts, and then the identity is', async () => {
  const w = new World();
  const tab = w.tab();
  await pass();
  expect(tab.link.view).toMatchObject({
    ready: true,
    offer: { state: 'online' },
    project: 'ACME',
    lasting: true,
  });
  expect(drawer(w).size).toBe(0);
  tab.link.post('hello');
  expect([...drawer(w).keys()].some((k) => k.startsWith('parley:acme:out:'))).toBe(true);
  await pass();
  expect(tab.screen).toEqual(['visitor: hello']);
  expect(drawer(w).get('parley:acme:who')).toContain('token-1');
  expect([...drawer(w).keys()].some((k) => k.startsWith('parley:acme:out:'))).toBe(false);
});

test('the next page resumes at the cursor and shows the talk before the server answers', async () => {
  const w = new World();
  const first = w.tab({ page: { url: 'https://shop/a' } });
  await pass();
  first.link.post('hello');
  await pass();
  w.desk.join('Ada');
  w.desk.hidden();
  await pass();
  first.leave();
  w.desk.say('Ada', 'good day');
  const second = w.tab();
  expect(second.screen).toEqual(['visitor: hello']);
  await pass();
  expect(second.screen).toEqual(['visitor: hello', 'agent: good day']);
  expect(w.desk.hellos[0]).toMatchObject({
    proto: 1,
    visitor: { project: 'acme', page: { url: 'https://shop/a' } },
  });
  expect(w.desk.hellos.at(-1)).toMatchObject({
    token: 'token-1',
    epoch: 'epoch-1',
    cursor: 4,
    visitor: { stream: 'c-2' },
  });
});

test('what is written offline waits, survives a reload, and is sent once and in order', async () => {
  const w = new World();
  const tab = w.tab();
  await pass();
  tab.link.post('one');
  await pass();
  w.up = false;
  w.cut();
  await pass();
  for (const text of ['two', 'three', 'four']) tab.link.post(text);
  expect(tab.screen).toEqual(['visitor: one', 'sending: two', 'sending: three', 'sending: four']);
  await pass(3000);
  expect(tab.link.view.lost).toBe(true);
  tab.leave();
  const later = w.tab();
  expect(later.screen).toEqual(['visitor: one', 'sending: two', 'sending: three', 'sending: four']);
  await pass();
  w.up = true;
  later.fire('online');
  await pass();
  expect(later.screen).toEqual(['visitor: one', 'visitor: two', 'visitor: three', 'visitor: four']);
  expect(later.link.view.lost).toBe(false);
  expect(w.desk.latest.events).toHaveLength(4);
});

test('a lost answer is repeated under the same id, word for word', async () => {
  const w = new World();
  const tab = w.tab();
  await pass();
  w.desk.mute = true;
  w.trouble = () => () => 'cut';
  tab.link.post('hello');
  await pass(300);
  w.desk.mute = false;
  w.trouble = null;
  await pass(2000);
  expect(tab.screen).toEqual(['visitor: hello']);
  expect(w.desk.conversations).toHaveLength(1);
  expect(w.desk.latest.events).toHaveLength(1);
});

test('a line that does not answer is left for another', async () => {
  const w = new World();
  const tab = w.tab();
  await pass();
  w.trouble = () => () => [];
  tab.link.post('hello');
  await pass(14_000);
  expect(w.sockets).toBe(1);
  w.trouble = null;
  await pass(3000);
  expect(w.sockets).toBe(2);
  expect(tab.screen).toEqual(['visitor: hello']);
});

test('45 seconds of silence are a dead line; an empty events frame is a sign of life', async () => {
  const w = new World();
  w.tab();
  await pass();
  for (let i = 0; i < 10; i++) {
    await pass(20_000);
    w.desk.beat();
  }
  expect(w.sockets).toBe(1);
  await pass(46_000);
  expect(w.sockets).toBe(2);
});

test('pauses grow up to 30 seconds and are cut short when the network is back', async () => {
  const w = new World();
  w.up = false;
  const tab = w.tab();
  await pass(10_000);
  const tenSeconds = w.sockets;
  expect(tenSeconds).toBeGreaterThan(3);
  await pass(600_000);
  expect(w.sockets - tenSeconds).toBeLessThan(60);
  expect(w.sockets - tenSeconds).toBeGreaterThan(15);
  w.up = true;
  tab.fire('online');
  await pass(100);
  expect(tab.link.view.ready).toBe(true);
});

test('a refusal is shown with its reason, the next message goes on, and a retry is a new message', async () => {
  const w = new World();
  const tab = w.tab();
  await pass();
  w.desk.refuse = [{ code: 'forbidden', message: 'No.' }];
  tab.link.post('first');
  tab.link.post('second');
  await pass();
  expect(tab.screen).toEqual(['visitor: second', 'failed: first']);
  const failed = tab.link.view.pending[0];
  expect(failed?.refused).toEqual({ code: 'forbidden', message: 'No.' });
  tab.link.retry(failed?.id ?? '');
  await pass();
  expect(tab.screen).toEqual(['visitor: second', 'visitor: first']);
});

test('a refusal of the moment is repeated after the time it names', async () => {
  const w = new World();
  const tab = w.tab();
  await pass();
  w.desk.refuse = [{ code: 'rate_limited', message: 'A little slower, please.', retryAfter: 3000 }];
  tab.link.post('one');
  tab.link.post('two');
  await pass(1000);
  expect(tab.screen).toEqual(['sending: one', 'sending: two']);
  await pass(3000);
  expect(tab.screen).toEqual(['visitor: one', 'visitor: two']);
});

test('a closed conversation stays readable, and writing begins another', async () => {
  const w = new World();
  const tab = w.tab();
  await pass();
  tab.link.post('hello');
  await pass();
  w.desk.join('Ada');
  w.desk.end();
  await pass();
  expect(tab.link.view).toMatchObject({ over: true, agent: '' });
  tab.link.post('again');
  await pass();
  expect(tab.link.view.over).toBe(false);
  expect(tab.screen).toEqual(['visitor: again']);
  expect(tab.link.view.past.map((e) => e.kind)).toEqual(['message', 'joined', 'closed']);
  expect(w.desk.conversations).toHaveLength(2);
});

test('a message that crosses the closing is not lost: it says why and can be sent again', async () => {
  const w = new World();
  const tab = w.tab();
  await pass();
  tab.link.post('hello');
  await pass();
  w.up = false;
  w.cut();
  tab.link.post('wait');
  w.desk.refuse = [{ code: 'wrong_state', message: 'This conversation is closed.' }];
  w.up = true;
  await pass(5000);
  w.desk.end();
  await pass();
  const failed = tab.link.view.pending[0];
  expect(failed).toMatchObject({ state: 'failed', text: 'wait', refused: { code: 'wrong_state' } });
  tab.link.retry(failed?.id ?? '');
  await pass();
  expect(tab.screen).toEqual(['visitor: wait']);
});

test('leaving is told once and undone by writing', async () => {
  const w = new World();
  const tab = w.tab();
  await pass();
  tab.link.post('hello');
  await pass();
  tab.link.leave();
  await pass();
  expect(tab.link.view).toMatchObject({ left: true, over: false });
  expect(w.desk.latest.left).toBe(true);
  tab.link.post('one more thing');
  await pass();
  expect(tab.link.view.left).toBe(false);
  expect(w.desk.conversations).toHaveLength(1);
});

test('who may not leave has their chat back, and has it after a reload', async () => {
  const w = new World();
  const tab = w.tab();
  await pass();
  tab.link.post('hello');
  await pass();
  w.desk.refuse = [{ code: 'forbidden', message: 'Only the agent ends this conversation.' }];
  tab.link.leave();
  expect(tab.link.view.left).toBe(true);
  await pass();
  expect(tab.link.view).toMatchObject({ left: false, over: false, pending: [] });
  tab.leave();
  const again = w.tab();
  await pass();
  expect(again.link.view).toMatchObject({ left: false, over: false });
  expect(again.screen).toEqual(['visitor: hello']);
});

test('another epoch empties the talk and keeps the outbox', async () => {
  const w = new World();
  const tab = w.tab();
  await pass();
  tab.link.post('hello');
  await pass();
  w.up = false;
  w.cut();
  tab.link.post('unsent');
  w.desk.epoch = 'epoch-2';
  w.desk.latest.events = [];
  w.up = true;
  await pass(5000);
  expect(tab.screen).toEqual(['visitor: unsent']);
});

test.each([true, false])(
  'an expired token makes a stranger of the visitor, with the outbox kept',
  async (strict) => {
    const w = new World();
    w.desk.strict = strict;
    const tab = w.tab();
    await pass();
    tab.link.post('hello');
    await pass();
    w.up = false;
    w.cut();
    tab.link.post('unsent');
    w.desk.forgetTokens();
    w.up = true;
    await pass(5000);
    expect(tab.screen).toEqual(['visitor: unsent']);
    expect(w.desk.conversations).toHaveLength(2);
  },
);

test('goodbye: come back after the time named, or not at all', async () => {
  const w = new World();
  const tab = w.tab();
  await pass();
  w.desk.byeAll({ code: 'going_away', again: true, after: 5000, message: 'Restarting.' });
  await pass(4000);
  expect(w.sockets).toBe(1);
  await pass(2000);
  expect(tab.link.view.ready).toBe(true);
  w.desk.byeAll({ code: 'origin_not_allowed', again: false, message: 'No.' });
  await pass(120_000);
  expect(w.sockets).toBe(2);
  expect(tab.link.view.shut).toEqual({ code: 'origin_not_allowed', message: 'No.' });
});

test('unread counts what the agent wrote after the visitor last looked', async () => {
  const w = new World();
  const tab = w.tab();
  await pass();
  tab.link.post('hello');
  await pass();
  tab.link.see();
  w.desk.join('Ada');
  w.desk.say('Ada', 'one');
  w.desk.say('Ada', 'two');
  await pass();
  expect(tab.link.view).toMatchObject({ unread: 2, firstUnread: 4, agent: 'Ada' });
  tab.leave();
  const next = w.tab();
  expect(next.link.view.unread).toBe(2);
  next.link.see();
  expect(next.link.view).toMatchObject({ unread: 0, firstUnread: 0 });
});

// row: P-046
test('typing: theirs is forgotten after six seconds, ours repeated every four and ended after five', async () => {
  const w = new World();
  const tab = w.tab();
  await pass();
  tab.link.type(true);
  await pass();
  expect(w.desk.signals).toHaveLength(0);
  tab.link.post('hello');
  await pass();
  w.desk.typing(true);
  await pass(5000);
  expect(tab.link.view.typing).toBe(true);
  await pass(1500);
  expect(tab.link.view.typing).toBe(false);
  w.desk.typing(true);
  await pass(100);
  w.desk.say('Ada', 'hi');
  await pass(100);
  expect(tab.link.view.typing).toBe(false);
  for (let i = 0; i < 6; i++) {
    tab.link.type(true);
    await pass();
  }
  await pass(6000);
  expect(w.desk.signals.map((s) => s.on)).toEqual([true, true, false]);
});

test('what cannot be a message is refused here; controls and halves of characters go', async () => {
  const w = new World();
  const { link } = w.tab();
  await pass();
  expect(link.post('  \n\t ')).toBe('empty_message');
  expect(link.post('a'.repeat(8001))).toBe('text_too_long');
  expect(link.post('\u{1f600}'.repeat(8000))).toBe(null);
  expect(link.post('a\u0000b\u001b\ud800c\r\nd ')).toBe(null);
  await pass();
  expect(w.desk.latest.events.at(-1)?.text).toBe('abc\nd');
});

test('of two tabs one holds the socket, and both show and send the same', async () => {
  const w = new World();
  const a = w.tab();
  const b = w.tab();
  await pass();
  expect(w.sockets).toBe(1);
  expect(b.link.view.ready).toBe(true);
  b.link.post('from b');
  await pass();
  a.link.post('from a');
  await pass();
  w.desk.say('Ada', 'to both');
  w.desk.typing(true);
  await pass(100);
  expect(a.screen).toEqual(['visitor: from b', 'visitor: from a', 'agent: to both']);
  expect(b.screen).toEqual(a.screen);
  expect(b.link.view.typing).toBe(true);
  b.link.see();
  await pass();
  b.link.type(true);
  await pass(100);
  expect(w.desk.signals.at(-1)?.on).toBe(true);
  a.leave();
  b.link.post('alone');
  await pass();
  expect(w.sockets).toBe(2);
  expect(b.screen.at(-1)).toBe('visitor: alone');
});

test('a leading tab that sleeps is relieved by the one that is looked at', async () => {
  const w = new World();
  const a = w.tab();
  await pass();
  a.link.post('hello');
  await pass();
  const b = w.tab();
  await pass();
  a.alive = false;
  const asleep = a.link as unknown as { tabs: { channel: { onmessage: unknown } } };
  asleep.tabs.channel.onmessage = null;
  b.link.post('anyone?');
  await pass(5000);
  expect(b.screen).toEqual(['visitor: hello', 'visitor: anyone?']);
});

test('without locks every tab has its own socket, and they end up as one visitor', async () => {
  const w = new World();
  w.lock = null;
  const a = w.tab();
  const b = w.tab();
  await pass();
  expect(w.sockets).toBe(2);
  a.link.post('from a');
  await pass();
  b.link.post('from b');
  await pass(3000);
  expect(w.desk.conversations).toHaveLength(1);
  expect(b.screen).toEqual(['visitor: from a', 'visitor: from b']);
  expect(a.screen).toEqual(b.screen);
});

test('a browser that stores nothing gets a talk for as long as the page lives', async () => {
  const w = new World();
  w.shelf = null;
  const tab = w.tab();
  await pass();
  tab.link.post('hello');
  await pass();
  expect(tab.screen).toEqual(['visitor: hello']);
  expect(tab.link.view.lasting).toBe(false);
});

test('a full drawer loses nothing on this page', async () => {
  const w = new World();
  const shelf = new Drawer();
  w.shelf = shelf;
  const tab = w.tab();
  await pass();
  shelf.setItem = () => {
    throw new DOMException('full', 'QuotaExceededError');
  };
  tab.link.post('hello');
  await pass();
  expect(tab.screen).toEqual(['visitor: hello']);
});
