import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Typing } from './typing';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

// row: P-046
test('writing is told at once, then every three seconds, then withdrawn', () => {
  const tell = vi.fn();
  const typing = new Typing(tell);
  for (let now = 0; now <= 3000; now += 500) {
    typing.wrote('a', now);
    vi.advanceTimersByTime(500);
  }
  expect(tell.mock.calls).toEqual([
    ['a', true],
    ['a', true],
  ]);
  vi.advanceTimersByTime(4000);
  expect(tell).toHaveBeenLastCalledWith('a', false);
  typing.stop();
  expect(tell).toHaveBeenCalledTimes(3);
});

test('turning to another conversation withdraws the first', () => {
  const tell = vi.fn();
  const typing = new Typing(tell);
  typing.wrote('a', 0);
  typing.wrote('b', 10);
  expect(tell.mock.calls).toEqual([
    ['a', true],
    ['a', false],
    ['b', true],
  ]);
});
