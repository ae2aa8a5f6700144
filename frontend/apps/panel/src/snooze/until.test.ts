import { expect, test } from 'vitest';
import { nextMorning, parted, shown, until, wrote } from './until';

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
  ['30/11/2026', '14:20', 'time.past', 'time'],
  ['aujourd’hui 9h', '', 'time.past', 'date'],
  ['', 'aujourd’hui 9h', 'time.past', 'time'],
  ['29/11/2026', '23:59', 'date.past', 'date'],
  ['hier 9h', '', 'date.past', 'date'],
  ['in 400 days', '09:00', 'date.far', 'date'],
  ['in 2 moons', '09:00', 'date', 'date'],
  ['01/01/2028', '09:00', 'date.far', 'date'],
  ['', '09:00', 'date', 'date'],
  ['9:30 peut-être', '09:00', 'date', 'date'],
  ['01/12/2026', '', 'time', 'time'],
  ['', '', 'date', 'date'],
] as const)('%s %s is %s, and not asked for', (date, time, wrong, field) => {
  expect(until('custom', now, { date, time }, 'fr')).toEqual({ wrong, field });
});

// row: P-094
test.each([
  ['a time in the place of a date is the next of its kind', '9:30', '', [1, 9, 30]],
  ['and wins over the other field', '15h', '09:00', [0, 15, 0]],
  ['both in the field of the date', 'demain 9h', '18:00', [1, 9, 0]],
  ['both in the field of the time', '30/12/2026', 'demain midi', [1, 12, 0]],
] as const)('%s', (_, date, time, [days, hours, minutes]) => {
  const at = new Date(2026, 10, 30 + days, hours, minutes).getTime();
  expect(until('custom', now, { date, time }, 'fr')).toEqual({ at });
});

// row: P-094
test.each([
  ['9', '18:00', '9', '09:00'],
  ['18:30', '09:00', '18:30', '18:30'],
  ['in 2 hours', '09:00', 'in 2 hours', '16:20'],
  ['demain 9h', '18:00', 'demain 9h', '09:00'],
  ['30/12/2026', 'demain midi', '01/12/2026', 'demain midi'],
  ['demain', '9', 'demain', '9'],
  ['whenever', '09:00', 'whenever', '09:00'],
] as const)('of %s and %s the fields show one moment', (date, time, day, clock) => {
  const given = { date, time };
  const fields = shown(now, given, 'fr');
  expect(fields).toEqual({ date: day, time: clock });
  // What they show means what is meant, and so does what is parted.
  for (const one of [fields, parted(now, given, 'fr')])
    expect(until('custom', now, one, 'fr')).toEqual(until('custom', now, given, 'fr'));
});

test('what is passed through while a date is typed leaves the other field as it was', () => {
  let typing = { date: '01/12/2026', time: '9h' };
  for (const typed of ['', '2', '27', '27/', '27/12']) typing = wrote(now, typing, 'en-GB', 'date', typed);
  expect(typing).toEqual({ date: '27/12', time: '9h' });
  let given = { date: '', time: '11:00' };
  for (const typed of ['2', '27', '27/', '27/12']) given = wrote(now, given, 'fr', 'date', typed);
  expect(shown(now, given, 'fr')).toEqual({ date: '27/12', time: '11:00' });
  given = wrote(now, { date: 'demain 9h', time: '18:00' }, 'fr', 'time', '10');
  expect(given).toEqual({ date: '01/12/2026', time: '10' });
});

// row: P-094
test('hours that go by are the same in either field', () => {
  const at = new Date(2026, 10, 30, 16, 20).getTime();
  expect(until('custom', now, { date: '2h', time: '09:00' }, 'en-GB')).toEqual({ at });
  expect(until('custom', now, { date: '01/12/2026', time: '2h' }, 'en-GB')).toEqual({ at });
  // In the field of the time, beside a date, the hours of a desk are on the clock; those of the night are not.
  const morning = new Date(2026, 11, 1, 9).getTime();
  expect(until('custom', now, { date: '01/12/2026', time: '9h' }, 'en-GB')).toEqual({ at: morning });
  expect(until('custom', now, { date: '01/12/2026', time: '6h30' }, 'en-GB')).toEqual({
    at: new Date(2026, 11, 1, 6, 30).getTime(),
  });
  expect(until('custom', now, { date: '01/12/2026', time: '1h30' }, 'en-GB')).toEqual({
    at: now + 90 * 60_000,
  });
  expect(until('custom', now, { date: '9h', time: '' }, 'en-GB')).toEqual({ at: now + 9 * 3_600_000 });
});

test('it begins with the next morning, over the end of a month', () => {
  expect(nextMorning(now)).toBe(new Date(2026, 11, 1, 9).getTime());
});
