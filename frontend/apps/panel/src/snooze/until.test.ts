import { expect, test } from 'vitest';
import { today, tomorrowAtNine, until } from './until';

const now = new Date(2026, 10, 30, 14, 20).getTime();
const none = { date: '', time: '' };
const hour = 3_600_000;

// row: P-094
test('three hours, a day, and a moment of one’s own clock', () => {
  expect(until('3h', now, none)).toEqual({ at: now + 3 * hour });
  expect(until('24h', now, none)).toEqual({ at: now + 24 * hour });
  const given = { date: '2027-03-28', time: '09:05' };
  expect(until('custom', now, given)).toEqual({ at: new Date(2027, 2, 28, 9, 5).getTime() });
});

// row: P-094
test.each([
  [{ date: '2026-11-30', time: '14:20' }, 'past'],
  [{ date: '2026-11-29', time: '23:59' }, 'past'],
  [{ date: '2028-01-01', time: '09:00' }, 'far'],
  [{ date: '', time: '09:00' }, 'incomplete'],
  [{ date: '2026-12-01', time: '' }, 'incomplete'],
  [none, 'incomplete'],
] as const)('%o is %s, and not asked for', (given, wrong) => {
  expect(until('custom', now, given)).toEqual({ wrong });
});

test('it begins with the next morning, over the end of a month', () => {
  expect(today(now)).toBe('2026-11-30');
  expect(tomorrowAtNine(now)).toEqual({ date: '2026-12-01', time: '09:00' });
});
