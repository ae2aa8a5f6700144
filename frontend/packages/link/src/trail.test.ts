import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { World } from './testing/world';

beforeEach(() => vi.useFakeTimers({ now: 1_800_000_000_000 }));
afterEach(() => vi.useRealTimers());

const pass = (ms = 1000) => vi.advanceTimersByTimeAsync(ms);
const home = { url: 'https://shop.test/', title: 'A shop' };

async function talking(w: World) {
  const tab = w.tab({ page: home });
  await pass();
  tab.link.post('hello');
  await pass(5000);
  w.desk.join('Ada');
  return tab;
}

// row: P-030
test('each page is told while a conversation goes on, and not before', async () => {
  const w = new World();
  const tab = w.tab({ page: home });
  await pass(5000);
  expect(w.desk.trail).toEqual([]);
  tab.link.post('hello');
  await pass(5000);
  expect(w.desk.trail).toEqual(['visitor.view https://shop.test/']);
  for (const url of ['https://shop.test/boots', 'https://shop.test/boots', 'https://shop.test/tents']) {
    tab.link.page({ url, title: '' });
    await pass(3000);
  }
  tab.link.page({ url: 'about:blank', title: '' });
  await pass(3000);
  expect(w.desk.trail.slice(1)).toEqual([
    'visitor.view https://shop.test/boots',
    'visitor.view https://shop.test/tents',
  ]);
  expect(w.desk.begins).toEqual([]);
  w.desk.end();
  tab.link.page(home);
  await pass(5000);
  expect(w.desk.trail.length).toBe(3);
  expect(w.desk.begins).toEqual([home.url]);
});

// row: P-030
test('who moves before they write is told of, once, so that the conversation begins there', async () => {
  const w = new World();
  const tab = w.tab({ page: home });
  await pass(5000);
  expect(w.desk.hellos.at(-1)?.visitor?.page).toEqual(home);
  tab.link.page({ url: 'https://shop.test/boots', title: 'Boots' });
  await pass(10_000);
  expect(w.desk.begins).toEqual(['https://shop.test/boots']);
  w.cut();
  await pass(10_000);
  expect(w.desk.hellos.at(-1)?.visitor?.page?.url).toBe('https://shop.test/boots');
  expect(w.desk.begins.length).toBe(1);
  expect(w.desk.trail).toEqual([]);
});

// row: P-030
test('a page opened in another tab is told, and the next ones in it', async () => {
  const w = new World();
  const tab = await talking(w);
  await pass(3000);
  w.desk.trail = [];
  tab.visible = false;
  const other = w.tab({ page: { url: 'https://shop.test/other', title: 'Other' } });
  await pass(5000);
  expect(w.desk.trail).toEqual(['visitor.view https://shop.test/other']);
  other.leave();
  w.tab({ page: { url: 'https://shop.test/third', title: 'Third' } });
  await pass(5000);
  expect(w.desk.trail.at(-1)).toBe('visitor.view https://shop.test/third');
  // The one that had the line goes, and who comes after it is told where the visitor is.
  tab.leave();
  await pass(10_000);
  expect(w.desk.trail.at(-1)).toBe('visitor.view https://shop.test/third');
});

test('a page told before it leads counts from the beginning', async () => {
  const w = new World();
  const link = w.tab().link;
  link.page({ url: 'https://shop.test/late', title: 'Late' });
  await pass();
  link.post('hello');
  await pass(5000);
  expect(w.desk.trail).toEqual(['visitor.view https://shop.test/late']);
});

test('a title that comes after the address is told with it', async () => {
  const w = new World();
  const tab = await talking(w);
  await pass(3000);
  const said: unknown[] = [];
  const hear = w.desk.hear.bind(w.desk);
  w.desk.hear = (seat, text) => {
    const f = JSON.parse(text) as { kind?: string; body?: { page: unknown } };
    if (f.kind === 'visitor.view') said.push(f.body?.page);
    hear(seat, text);
  };
  tab.link.page({ url: 'https://shop.test/tents', title: 'A shop' });
  await pass(1000);
  tab.link.page({ url: 'https://shop.test/tents', title: 'Tents' });
  await pass(5000);
  expect(said).toEqual([{ url: 'https://shop.test/tents', title: 'Tents' }]);
});

test('a page that turns itself for ever is told all the same', async () => {
  const w = new World();
  const tab = await talking(w);
  await pass(3000);
  w.desk.trail = [];
  for (let i = 0; i < 60; i++) {
    tab.link.page({ url: `https://shop.test/slide/${i}`, title: '' });
    await pass(1000);
  }
  expect(w.desk.trail.length).toBeGreaterThan(3);
  expect(w.desk.trail.length).toBeLessThan(30);
});

test('an address that is too long is told without its end', async () => {
  const w = new World();
  const tab = await talking(w);
  await pass(3000);
  tab.link.page({ url: `https://shop.test/long?${'q'.repeat(3000)}`, title: 'Long' });
  await pass(5000);
  expect(w.desk.trail.at(-1)).toBe('visitor.view https://shop.test/long');
  const path = `https://shop.test/${'p'.repeat(3000)}`;
  tab.link.page({ url: path, title: 'Longer' });
  await pass(5000);
  expect(w.desk.trail.at(-1)).toBe(`visitor.view ${path.slice(0, 2048)}`);
});

test('a page that has to wait holds no mark up, and is told in the end', async () => {
  const w = new World();
  const tab = await talking(w);
  await pass(3000);
  w.desk.trail = [];
  w.desk.refuseTrail = [{ code: 'rate_limited', message: 'A little slower, please.', retryAfter: 600_000 }];
  tab.link.page({ url: 'https://shop.test/tents', title: 'Tents' });
  await pass(3000);
  expect(w.desk.refuseTrail).toEqual([]);
  w.desk.say('Ada', 'one');
  const one = w.desk.latest.seq;
  await pass(3000);
  tab.link.saw(one);
  tab.link.page({ url: 'https://shop.test/boots', title: 'Boots' });
  await pass(20_000);
  expect(w.desk.trail).toEqual([`thread.deliver ${one}`, `thread.see ${one}`]);
  await pass(600_000);
  expect(w.desk.trail.at(-1)).toBe('visitor.view https://shop.test/boots');
});

test('a mark that is refused for the moment is said again, and one refused for good is not', async () => {
  const w = new World();
  await talking(w);
  await pass(3000);
  w.desk.trail = [];
  w.desk.refuseTrail = [{ code: 'rate_limited', message: 'A little slower, please.', retryAfter: 900 }];
  w.desk.say('Ada', 'one');
  await pass(5000);
  expect(w.desk.trail).toEqual([`thread.deliver ${w.desk.latest.seq}`]);
  w.desk.refuseTrail = [{ code: 'wrong_state', message: 'This conversation is closed.' }];
  w.desk.say('Ada', 'two');
  await pass(20_000);
  expect(w.desk.refuseTrail).toEqual([]);
  expect(w.desk.trail.length).toBe(1);
});

test('a clock that is put back holds nothing up', async () => {
  const w = new World();
  const tab = await talking(w);
  await pass(3000);
  w.desk.trail = [];
  vi.setSystemTime(Date.now() - 3_600_000);
  w.desk.say('Ada', 'one');
  tab.link.page({ url: 'https://shop.test/tents', title: 'Tents' });
  await pass(5000);
  expect(w.desk.trail).toEqual([
    `thread.deliver ${w.desk.latest.seq}`,
    'visitor.view https://shop.test/tents',
  ]);
});

test('of many pages at once the newest is told', async () => {
  const w = new World();
  const tab = await talking(w);
  await pass(3000);
  w.desk.trail = [];
  for (let i = 0; i < 50; i++) {
    tab.link.page({ url: `https://shop.test/${i}`, title: '' });
    await pass(20);
  }
  await pass(5000);
  expect(w.desk.trail.length).toBeLessThanOrEqual(3);
  expect(w.desk.trail.at(-1)).toBe('visitor.view https://shop.test/49');
});

test('a reload of the same page is no other page', async () => {
  const w = new World();
  const tab = await talking(w);
  await pass(3000);
  tab.leave();
  w.tab({ page: home });
  await pass(5000);
  expect(w.desk.trail).toEqual(['visitor.view https://shop.test/']);
});

// row: B-15
test('delivered when the page has it, seen when the visitor does, each said once', async () => {
  const w = new World();
  const tab = await talking(w);
  await pass(3000);
  w.desk.trail = [];
  w.desk.say('Ada', 'one');
  const one = w.desk.latest.seq;
  await pass(3000);
  expect(w.desk.trail).toEqual([`thread.deliver ${one}`]);
  tab.link.saw(one);
  tab.link.saw(one);
  await pass(3000);
  expect(w.desk.trail).toEqual([`thread.deliver ${one}`, `thread.see ${one}`]);
  // What is seen as it comes is said in one word.
  w.desk.say('Ada', 'two');
  const two = w.desk.latest.seq;
  await pass(20);
  tab.link.saw(two);
  await pass(5000);
  expect(w.desk.trail.slice(2)).toEqual([`thread.see ${two}`]);
});

test('a mark that nobody heard is said again, and one that was heard is not', async () => {
  const w = new World();
  const tab = await talking(w);
  await pass(3000);
  w.desk.trail = [];
  w.desk.mute = true;
  w.desk.say('Ada', 'one');
  const one = w.desk.latest.seq;
  await pass(2000);
  expect(w.desk.trail).toEqual([`thread.deliver ${one}`]);
  w.desk.mute = false;
  w.cut();
  await pass(10_000);
  expect(w.desk.trail).toEqual([`thread.deliver ${one}`, `thread.deliver ${one}`]);
  w.cut();
  await pass(10_000);
  tab.leave();
  w.tab({ page: home });
  await pass(5000);
  expect(w.desk.trail.length).toBe(2);
});

test('a hundred messages are not a hundred marks', async () => {
  const w = new World();
  const tab = await talking(w);
  await pass(3000);
  w.desk.trail = [];
  for (let i = 0; i < 100; i++) {
    w.desk.say('Ada', `${i}`);
    await pass(30);
    tab.link.saw(w.desk.latest.seq);
  }
  const top = w.desk.latest.seq;
  await pass(5000);
  expect(w.desk.trail.length).toBeLessThanOrEqual(4);
  expect(w.desk.trail.at(-1)).toBe(`thread.see ${top}`);
});

test('another tab’s eyes and pages are told by the one that has the line', async () => {
  const w = new World();
  await talking(w);
  await pass(3000);
  const other = w.tab({ page: { url: 'https://shop.test/other', title: '' } });
  await pass(3000);
  w.desk.trail = [];
  w.desk.say('Ada', 'one');
  await pass(3000);
  other.link.saw(w.desk.latest.seq);
  other.link.page({ url: 'https://shop.test/next', title: '' });
  await pass(5000);
  expect(w.desk.trail).toContain(`thread.see ${w.desk.latest.seq}`);
  expect(w.desk.trail.at(-1)).toBe('visitor.view https://shop.test/next');
  other.visible = false;
  other.link.page({ url: 'https://shop.test/unseen', title: '' });
  await pass(5000);
  expect(w.desk.trail.at(-1)).toBe('visitor.view https://shop.test/next');
});

// row: B-15
test('what is read after the end is told', async () => {
  const w = new World();
  const tab = await talking(w);
  await pass(3000);
  tab.leave();
  await pass(3000);
  w.desk.trail = [];
  w.desk.say('Ada', 'one');
  const one = w.desk.latest.seq;
  w.desk.end();
  const later = w.tab({ page: home });
  await pass(3000);
  expect(w.desk.trail).toEqual([`thread.deliver ${one}`]);
  later.link.saw(one);
  await pass(3000);
  expect(w.desk.trail).toEqual([`thread.deliver ${one}`, `thread.see ${one}`]);
});

// row: B-15
test('what was seen before a page leads is told once it does', async () => {
  const w = new World();
  const tab = await talking(w);
  w.desk.say('Ada', 'one');
  const one = w.desk.latest.seq;
  await pass(3000);
  tab.leave();
  w.desk.trail = [];
  const next = w.tab({ page: home });
  next.link.saw(one); // the window is open at once, before the lock is granted
  await pass(10_000);
  expect(w.desk.trail).toEqual([`thread.see ${one}`]);
});

// row: B-15
test('what one tab showed while the leading one slept is told by whichever leads next', async () => {
  for (const stays of [true, false]) {
    const w = new World();
    const tab = await talking(w);
    await pass(3000);
    const third = w.tab({ page: home }); // waits for the lead before the other does
    third.visible = false;
    await pass(10);
    const looking = w.tab({ page: home });
    await pass(3000);
    w.desk.say('Ada', 'one');
    const one = w.desk.latest.seq;
    await pass(3000);
    w.desk.trail = [];
    tab.alive = false; // its words go nowhere any more
    w.deaf(tab);
    looking.link.saw(one);
    await pass(2000);
    expect(w.desk.trail).toEqual([]);
    tab.fire('hide');
    if (!stays) third.leave();
    await pass(10_000);
    expect(w.desk.trail).toContain(`thread.see ${one}`);
  }
});

test('a late word of the conversation before loses no mark of this one', async () => {
  const w = new World();
  const tab = await talking(w);
  w.desk.say('Ada', 'one');
  await pass(3000);
  const late = { t: 'saw', stream: tab.link.view.stream, seq: w.desk.latest.seq };
  w.desk.end();
  await pass(3000);
  tab.link.post('again');
  await pass(3000);
  w.desk.join('Ada');
  w.desk.trail = [];
  w.desk.say('Ada', 'two');
  const two = w.desk.latest.seq;
  await pass(50);
  tab.link.saw(two);
  w.whisper('parley:acme', late);
  await pass(10_000);
  expect(w.desk.trail).toContain(`thread.see ${two}`);
});

// row: B-15
test('who reads and at once writes again has read', async () => {
  const w = new World();
  const tab = await talking(w);
  await pass(3000);
  w.desk.say('Ada', 'one');
  const one = w.desk.latest.seq;
  w.desk.end();
  await pass(3000);
  w.desk.trail = [];
  tab.link.saw(one);
  tab.link.post('again');
  await pass(10_000);
  expect(w.desk.conversations.length).toBe(2);
  expect(w.desk.trail.filter((t) => t.startsWith('thread'))).toEqual([`thread.see ${one}`]);
  expect(w.desk.trail.at(-1)).toBe(`visitor.view ${home.url}`);
});
