import { expect, test } from 'vitest';
import { dayOf, timeOf, written } from './given';

// A Thursday.
const now = new Date(2026, 10, 26, 14, 20).getTime();

const day = (typed: string, locale: string) => {
  const found = dayOf(typed, now, locale);
  return found && [found.year, found.month + 1, found.day].join('-');
};

// row: P-094
test.each([
  ['27/11/2026', 'fr', '2026-11-27'],
  ['27.11.26', 'fr', '2026-11-27'],
  ['27112026', 'fr', '2026-11-27'],
  ['271126', 'fr', '2026-11-27'],
  ['2711', 'fr', '2026-11-27'],
  ['27 nov.', 'fr', '2026-11-27'],
  ['ven. 27 novembre 2026', 'fr', '2026-11-27'],
  ['1er août', 'fr', '2027-8-1'],
  ['Demain', 'fr', '2026-11-27'],
  ['aujourd’hui', 'fr', '2026-11-26'],
  ["aujourd'hui", 'fr', '2026-11-26'],
  ['après-demain', 'fr', '2026-11-28'],
  ['lundi', 'fr', '2026-11-30'],
  ['jeudi', 'fr', '2026-12-3'],
  ['11/27/2026', 'en-US', '2026-11-27'],
  ['11272026', 'en-US', '2026-11-27'],
  // As one types it who does not write as the system's language does.
  ['27/11/2026', 'en-US', '2026-11-27'],
  ['27112026', 'en-US', '2026-11-27'],
  ['05/12/2026', 'en-US', '2026-5-12'],
  ['05/12/2026', 'en-GB', '2026-12-5'],
  ['2026-11-27', 'en-US', '2026-11-27'],
  ['20261127', 'fr', '2026-11-27'],
  ['Nov 27, 2026', 'en-US', '2026-11-27'],
  ['27th of November', 'en-GB', '2026-11-27'],
  ['27nov', 'en-GB', '2026-11-27'],
  ['may 3', 'en-US', '2027-5-3'],
  ['fri', 'en-US', '2026-11-27'],
  ['tomorrow', 'en-GB', '2026-11-27'],
  // Without a year it is the next of its name.
  ['1/2', 'fr', '2027-2-1'],
  ['26/11', 'fr', '2026-11-26'],
  ['29/2', 'fr', undefined],
  ['31/11/2026', 'fr', undefined],
  ['30/02/2027', 'en-US', undefined],
  ['ju 3', 'fr', undefined],
  ['27', 'fr', undefined],
  ['27/11/202', 'fr', undefined],
  ['1/2/3/4', 'fr', undefined],
  ['soon', 'en-US', undefined],
  ['', 'fr', undefined],
] as const)('%s in %s is %s', (typed, locale, is) => {
  expect(day(typed, locale)).toBe(is);
});

// row: P-094
test.each([
  ['9', 540],
  ['09:00', 540],
  ['9.30', 570],
  ['9h', 540],
  ['9 h 30', 570],
  ['930', 570],
  ['0930', 570],
  ['9 pm', 1260],
  ['9:30 PM', 1290],
  ['9:30\u202fp.m.', 1290],
  ['12 am', 0],
  ['12 pm', 720],
  ['0:00', 0],
  ['23:59', 1439],
  ['24:00', undefined],
  ['13 pm', undefined],
  ['9:60', undefined],
  ['9:3', undefined],
  ['Noon', 720],
  ['midi', 720],
  ['nine', undefined],
  ['', undefined],
] as const)('%s is %s minutes', (typed, is) => {
  expect(timeOf(typed)).toBe(is);
});

test.each(['en-US', 'en-GB', 'fr', 'fr-CA'])('what is written in %s is understood there', (locale) => {
  const at = new Date(2027, 1, 3, 21, 5);
  const { date, time } = written(at.getTime(), locale);
  expect(dayOf(date, now, locale)).toEqual({ year: 2027, month: 1, day: 3 });
  expect(timeOf(time)).toBe(21 * 60 + 5);
});
