import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Drafts } from './drafts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('a letter lies in the window alone for 200 ms at most, and is no write of its own', () => {
  const keep = vi.fn();
  const drafts = new Drafts(keep);
  for (const letters of ['h', 'he', 'hel', 'hell', 'hello', 'hello ', 'hello t', 'hello th']) {
    drafts.write('a', letters);
    vi.advanceTimersByTime(60);
  }
  expect(keep.mock.calls).toEqual([
    ['a', 'hell'],
    ['a', 'hello th'],
  ]);
  vi.advanceTimersByTime(1000);
  expect(keep).toHaveBeenCalledTimes(2);
});

test('keys that overtake the timer do not put it off', () => {
  const keep = vi.fn();
  const drafts = new Drafts(keep);
  const now = vi.spyOn(performance, 'now');
  for (const [at, letters] of ['h', 'he', 'hel', 'hell'].entries()) {
    now.mockReturnValue(at * 100);
    drafts.write('a', letters);
  }
  expect(keep.mock.calls).toEqual([['a', 'hel']]);
});

test('what is due is kept at once when the window closes, and is waited for', async () => {
  let kept = () => {};
  const drafts = new Drafts(() => new Promise((done) => (kept = done)));
  drafts.write('a', 'last letters');
  const done = vi.fn();
  const all = drafts.flush().then(done);
  await Promise.resolve();
  expect(done).not.toHaveBeenCalled();
  kept();
  await all;
  expect(done).toHaveBeenCalled();
});

test('turning to another conversation keeps the first at once', () => {
  const keep = vi.fn();
  const drafts = new Drafts(keep);
  drafts.write('a', 'one');
  drafts.write('b', 'two');
  expect(keep.mock.calls).toEqual([['a', 'one']]);
  drafts.flush();
  expect(keep.mock.calls).toEqual([
    ['a', 'one'],
    ['b', 'two'],
  ]);
  vi.advanceTimersByTime(1000);
  expect(keep).toHaveBeenCalledTimes(2);
});

test('ours is stronger than what was kept, also when empty', () => {
  const drafts = new Drafts(vi.fn());
  expect(drafts.text('a', 'kept')).toBe('kept');
  drafts.take('a');
  expect(drafts.text('a', 'kept')).toBe('');
});

test('what was sent is not kept after all', () => {
  const keep = vi.fn();
  const drafts = new Drafts(keep);
  drafts.write('a', 'gone');
  drafts.take('a');
  vi.advanceTimersByTime(1000);
  expect(keep).not.toHaveBeenCalled();
});

test('what is given back stands before what was written since, in the order in which it was sent', () => {
  const drafts = new Drafts(vi.fn());
  const heard = vi.fn();
  drafts.onGivenBack(heard);
  drafts.write('a', 'one');
  const one = drafts.take('a');
  drafts.write('a', 'two');
  const two = drafts.take('a');
  drafts.write('a', 'since');
  drafts.giveBack('a', 'two', two);
  drafts.giveBack('a', 'one', one);
  expect(drafts.text('a', '')).toBe('one\ntwo\nsince');
  // The caret stays with the text at whose end it was put.
  expect(heard.mock.calls).toEqual([
    ['a', 3],
    ['a', 7],
  ]);
});

test('what is taken back stands before all else, also before what was kept and never shown', () => {
  const drafts = new Drafts(vi.fn());
  expect(drafts.text('a', 'kept')).toBe('kept');
  drafts.takeBack('a', 'second', 2000);
  drafts.takeBack('a', 'first', 1000);
  drafts.takeBack('a', 'third', 3000);
  expect(drafts.text('a', '')).toBe('first\nsecond\nthird\nkept');
});

test('why a text did not leave is known until it is sent again', () => {
  const drafts = new Drafts(vi.fn());
  const refused = { code: 'x', text: 'X.', field: undefined, concerns: [], of: 'one', way: undefined };
  drafts.refuse('a', refused);
  expect(drafts.refused('b')).toBeUndefined();
  expect(drafts.refused('a')).toBe(refused);
  drafts.take('a');
  expect(drafts.refused('a')).toBeUndefined();
});

test('of a conversation that has left nothing is kept, here or on the disk', () => {
  const keep = vi.fn();
  const drafts = new Drafts(keep);
  drafts.text('a', 'kept before');
  drafts.write('b', 'stays');
  drafts.write('a', 'half a sentence');
  drafts.leave('a', 4, 4);
  keep.mockClear();
  drafts.only(new Set(['b']));
  vi.advanceTimersByTime(2000);
  expect(keep).not.toHaveBeenCalled();
  expect(drafts.text('a', '')).toBe('');
  expect(drafts.caret('a')).toBeUndefined();
  expect(drafts.text('b', '')).toBe('stays');
});

test('who has written on stays where they are in it when a text comes back, and goes on in one they took back', () => {
  const drafts = new Drafts(vi.fn());
  const told = vi.fn();
  drafts.onGivenBack(told);
  const order = drafts.take('a');
  drafts.write('a', 'and this');
  drafts.leave('a', 3, 3);
  drafts.giveBack('a', 'first', order);
  expect(drafts.text('a', '')).toBe('first\nand this');
  expect(told).toHaveBeenLastCalledWith('a', 'first\nand'.length);
  expect(drafts.caret('a')).toEqual([9, 9]);
  drafts.takeBack('a', 'before', 1000);
  expect(told).toHaveBeenLastCalledWith('a', 'before'.length);
  drafts.take('b');
  drafts.giveBack('b', 'alone', order);
  expect(told).toHaveBeenLastCalledWith('b', 'alone'.length);
});

test('what was pasted into marks its conversation, and what has not changed stays the very same', () => {
  const drafts = new Drafts(vi.fn());
  const all = [
    { stream: 'a', draft: false },
    { stream: 'b', draft: false },
  ];
  expect(drafts.marked(all)).toBe(all);
  const file = { name: 'a.png', size: 1, slice: () => new Blob() };
  drafts.paste('a', [file]);
  const marked = drafts.marked(all);
  expect(marked).toEqual([{ stream: 'a', draft: true }, all[1]]);
  expect(marked[1]).toBe(all[1]);
  expect(drafts.marked(all)).toBe(marked);
  expect(drafts.marked([...all])[0]).toBe(marked[0]);
  drafts.unpaste('a', [file]);
  expect(drafts.marked(all)).toBe(all);
});
