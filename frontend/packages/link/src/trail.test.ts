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
  w.desk.end();
  tab.link.page(home);
  await pass(5000);
  expect(w.desk.trail.length).toBe(3);
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
