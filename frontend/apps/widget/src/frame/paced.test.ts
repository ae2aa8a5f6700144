import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { paced } from './paced';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test('the first at once, the newest of the rest after a while, nothing twice', () => {
  const heard: string[] = [];
  let shown = '';
  const voice = paced(30_000, (text) => {
    shown = text;
    if (text) heard.push(text);
  });
  voice.tell('3 before you');
  expect(shown).toBe('3 before you');
  voice.tell('2 before you');
  expect(shown, 'what is true no more is not left to be read').toBe('');
  vi.advanceTimersByTime(29_000);
  voice.tell('1 before you');
  expect(heard).toEqual(['3 before you']);
  vi.advanceTimersByTime(1000);
  expect(heard).toEqual(['3 before you', '1 before you']);
  expect(shown).toBe('1 before you');
  vi.advanceTimersByTime(60_000);
  voice.tell('1 before you');
  voice.tell('next');
  voice.tell('answered');
  voice.stop();
  vi.advanceTimersByTime(60_000);
  expect(heard).toEqual(['3 before you', '1 before you', 'next']);
  voice.tell('next');
  expect(heard).toEqual(['3 before you', '1 before you', 'next', 'next']);
});

test('what is true again before the other was said is said again', () => {
  let shown = '';
  const voice = paced(30_000, (text) => {
    shown = text;
  });
  voice.tell('1 before you');
  voice.tell('2 before you');
  voice.tell('1 before you');
  expect(shown).toBe('');
  vi.advanceTimersByTime(30_000);
  expect(shown).toBe('1 before you');
});

test('a clock that is put back silences nobody', () => {
  const heard: string[] = [];
  const voice = paced(30_000, (text) => text && heard.push(text));
  voice.tell('1 before you');
  vi.setSystemTime(Date.now() - 3_600_000);
  voice.tell('next');
  vi.advanceTimersByTime(30_000);
  expect(heard).toEqual(['1 before you', 'next']);
});
