import { expect, test } from 'vitest';
import { daysBetween, span, wholeMinutes } from './clock';

test.each([
  [-5, '0:00'],
  [7_999, '0:07'],
  [760_000, '12:40'],
  [3_753_000, '1:02:33'],
  [86_399_000, '23:59:59'],
])('%i ms is %s', (ms, shown) => {
  expect(span(ms, 'en')).toBe(shown);
});

test('days are told in the language', () => {
  expect(span(3 * 86_400_000 + 5, 'en')).toBe('3d');
  expect(span(3 * 86_400_000 + 5, 'fr')).toMatch(/^3\s?j$/);
});

test('minutes are whole and never negative', () => {
  expect(wholeMinutes(119_000)).toBe(1);
  expect(wholeMinutes(-1)).toBe(0);
});

test('days are counted by midnights, also over a change of clock', () => {
  const at = (day: number, hour: number) => new Date(2026, 2, day, hour).getTime();
  expect(daysBetween(at(28, 23), at(29, 1))).toBe(1);
  expect(daysBetween(at(28, 0), at(30, 0))).toBe(2);
  expect(daysBetween(at(28, 1), at(28, 23))).toBe(0);
});
