import { parseDateTime } from '@internationalized/date';
import { expect, test } from 'vitest';
import { until } from './until';

const now = Date.UTC(2026, 10, 25, 14, 20);
const zone = 'Europe/Paris';

// row: P-094
test('three hours, a day, and a moment of one’s own zone', () => {
  expect(until('3h', now, null, zone)).toEqual({ at: Date.UTC(2026, 10, 25, 17, 20) });
  expect(until('24h', now, null, zone)).toEqual({ at: Date.UTC(2026, 10, 26, 14, 20) });
  const given = parseDateTime('2027-03-28T09:00');
  expect(until('custom', now, given, zone)).toEqual({ at: Date.UTC(2027, 2, 28, 7, 0) });
});

// row: P-094
test('what is past, too far ahead or half given is not asked for', () => {
  expect(until('custom', now, parseDateTime('2026-11-25T15:20'), zone)).toEqual({ wrong: 'past' });
  expect(until('custom', now, parseDateTime('2028-01-01T09:00'), zone)).toEqual({ wrong: 'far' });
  expect(until('custom', now, null, zone)).toEqual({ wrong: 'incomplete' });
});
