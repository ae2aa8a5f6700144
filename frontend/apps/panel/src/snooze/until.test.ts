import { expect, test } from 'vitest';
import { nextMorning, until } from './until';

const now = new Date(2026, 10, 30, 14, 20).getTime();
const none = { date: '', time: '' };
const hour = 3_600_000;

// row: P-094
test('three hours, a day, and a moment of one’s own clock', () => {
  expect(until('3h', now, none, 'en')).toEqual({ at: now + 3 * hour });
  expect(until('24h', now, none, 'en')).toEqual({ at: now + 24 * hour });
  const given = { date: '28/03/2027', time: '09:05' };
  expect(until('custom', now, given, 'fr')).toEqual({ at: new Date(2027, 2, 28, 9, 5).getTime() });
});

// row: P-094
test.each([
  ['30/11/2026', '14:20', 'time.past'],
  ['29/11/2026', '23:59', 'date.past'],
  ['01/01/2028', '09:00', 'date.far'],
  ['', '09:00', 'date'],
  ['01/12/2026', '', 'time'],
  ['', '', 'date'],
] as const)('%s %s is %s, and not asked for', (date, time, wrong) => {
  expect(until('custom', now, { date, time }, 'fr')).toEqual({ wrong });
});

test('it begins with the next morning, over the end of a month', () => {
  expect(nextMorning(now)).toBe(new Date(2026, 11, 1, 9).getTime());
});
