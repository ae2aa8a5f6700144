import { expect, test } from 'vitest';
import { dayAndTime, fromNow, shortMoment } from './ahead';
import { timeOfDay } from './clock';

const now = new Date(2026, 10, 25, 14, 20).getTime();
const minutes = 60_000;
const plain = (text: string) => text.replace(/\s/g, ' ');

test.each([
  [-5, 'in 0 minutes'],
  [1, 'in 1 minute'],
  [90, 'in 90 minutes'],
  [119, 'in 119 minutes'],
  [119.6, 'in 2 hours'],
  [120, 'in 2 hours'],
  [180, 'in 3 hours'],
  [24 * 60, 'in 24 hours'],
  [49 * 60, 'in 2 days'],
])('%s minutes ahead is %s', (ahead, said) => {
  expect(fromNow(now + ahead * minutes, now, 'en')).toBe(said);
});

test('today is told by the time alone', () => {
  expect(plain(shortMoment(now + 180 * minutes, now, 'en-GB'))).toBe('17:20');
  expect(plain(shortMoment(now + 24 * 60 * minutes, now, 'fr'))).toMatch(/^jeu\. 26 nov\..*14:20$/);
});

test('one hour is written in one way, alone and with its day', () => {
  const nine = new Date(2026, 10, 27, 9, 0).getTime();
  for (const locale of ['en-US', 'en-GB', 'fr', 'fr-CA'])
    for (const said of [
      shortMoment(nine, now, locale),
      shortMoment(nine, nine, locale),
      dayAndTime(nine, now, locale),
    ])
      expect(plain(said).endsWith(plain(timeOfDay(nine, locale))), `${locale}: ${said}`).toBe(true);
});

test('within a sentence the day is told, and another year', () => {
  expect(plain(dayAndTime(now, now, 'fr'))).toBe('mercredi 25 novembre à 14:20');
  expect(dayAndTime(now + 60 * 24 * 60 * minutes, now, 'en')).toContain('2027');
});
