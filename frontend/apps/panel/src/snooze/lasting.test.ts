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

// In French these are on the clock.
// row: P-094
test.each([
  ['2h', 120],
  ['9 heures', 540],
  ['9h30min', 570],
] as const)('%s is %s minutes in English', (typed, is) => {
  expect(lasting(typed, 'en-US')).toBe(is);
  expect(lasting(typed, 'fr-CA')).toBe(undefined);
});
