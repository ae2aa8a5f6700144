import { expect, test } from 'vitest';
import { lasting } from './lasting';

// row: P-094
test.each([
  ['in 2 hours', 120],
  ['in 2h', 120],
  ['2 hrs', 120],
  ['in an hour', 60],
  ['an hour and a half', 90],
  ['in 1 hour and 20 minutes', 80],
  ['half an hour', 30],
  ['20 min', 20],
  ['+90', undefined],
  ['+90m', 90],
  ['for 3 hours', 180],
  ['dans 2 heures', 120],
  ['dans 2 h 30', 150],
  // No clock goes so far.
  ['24h', 1440],
  ['48 h', 2880],
  ['dans une demi-heure', 30],
  ['une heure', 60],
  ['dans une heure et quart', undefined],
  // These are days.
  ['in 2 days', undefined],
  ['dans 1 jour', undefined],
  ['hour', undefined],
  ['in', undefined],
  ['2', undefined],
  ['', undefined],
] as const)('%s is %s minutes', (typed, is) => {
  expect(lasting(typed, 'en-GB')).toBe(is);
  expect(lasting(typed, 'fr')).toBe(is);
});

// row: P-094
test.each([
  ['2h', 120],
  ['12 h', 720],
  ['1h30', 90],
  ['1h 30m', 90],
  ['1 h 5 m', 65],
  ['2h and 30 min', 150],
  ['2h30min', 150],
  ['9h30min', 570],
  // These are on the clock.
  ['0h', undefined],
  ['13h', undefined],
  ['16h00', undefined],
  ['9h30', undefined],
  ['9 heures', undefined],
] as const)('%s is %s minutes in English, and none in French', (typed, is) => {
  expect(lasting(typed, 'en-US')).toBe(is);
  expect(lasting(typed, 'fr-CA')).toBe(undefined);
});
