import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Drafts } from './drafts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('a text is kept once, when writing rests', () => {
  const keep = vi.fn();
  const drafts = new Drafts(keep);
  drafts.write('a', 'h');
  vi.advanceTimersByTime(300);
  drafts.write('a', 'hi');
  vi.advanceTimersByTime(300);
  expect(keep).not.toHaveBeenCalled();
  vi.advanceTimersByTime(200);
  expect(keep.mock.calls).toEqual([['a', 'hi']]);
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
