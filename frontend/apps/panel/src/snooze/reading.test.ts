import { expect, test } from 'vitest';
import { reading } from './reading';

// A Thursday.
const now = new Date(2026, 10, 26, 14, 20).getTime();

const read = (typed: string, locale: string) => {
  const found = reading(typed, now, locale);
  if (!found) return undefined;
  const { day, minutes } = found;
  const clock = minutes === undefined ? [] : [`${Math.floor(minutes / 60)}:${minutes % 60}`];
  return [...(day ? [[day.year, day.month + 1, day.day].join('-')] : []), ...clock].join(' ');
};

// row: P-094
test.each([
  ['9:30', 'en-US', '9:30'],
  ['9:30', 'fr', '9:30'],
  ['9.30', 'en-US', '9:30'],
  ['9h', 'fr', '9:0'],
  ['à 9 h 30', 'fr', '9:30'],
  ['9 pm', 'en-US', '21:0'],
  ['9:30 p.m.', 'en-US', '21:30'],
  ['noon', 'en-GB', '12:0'],
  ['Midi', 'fr', '12:0'],
  ['tomorrow 9', 'en-US', '2026-11-27 9:0'],
  ['tomorrow at 9', 'en-US', '2026-11-27 9:0'],
  ['tomorrow, 9:30 pm', 'en-US', '2026-11-27 21:30'],
  ['at 9 am on Monday', 'en-GB', '2026-11-30 9:0'],
  ['tomorrow noon', 'en-GB', '2026-11-27 12:0'],
  ['demain 9h', 'fr', '2026-11-27 9:0'],
  ['demain à 9 h 30', 'fr', '2026-11-27 9:30'],
  ['lundi midi', 'fr', '2026-11-30 12:0'],
  ['9h lundi', 'fr', '2026-11-30 9:0'],
  ['mon 9:30', 'en-US', '2026-11-30 9:30'],
  // A day of the week and a month begin alike: an hour is not the day of a month.
  ['mar 9h', 'fr', '2026-12-1 9:0'],
  ['27/11 9', 'fr', '2026-11-27 9:0'],
  ['27/11/2026 09:05', 'fr', '2026-11-27 9:5'],
  ['Nov 27 9', 'en-US', '2026-11-27 9:0'],
  ['Dec 1 9:30', 'en-US', '2026-12-1 9:30'],
  ['27 nov 18', 'fr', '2026-11-27 18:0'],
  ['27 nov 27', 'fr', '2027-11-27'],
  ['27 11 2026', 'fr', '2026-11-27'],
  ['27 11 2020', 'fr', '2020-11-27'],
  ['29/02/2020', 'fr', '2020-2-29'],
  ['le 1er août', 'fr', '2027-8-1'],
  ['26.11', 'fr', '2026-11-26'],
  ['tomorrow', 'en-US', '2026-11-27'],
  ['9', 'en-US', '9:0'],
  ['18:30', 'en-US', '18:30'],
  ['1830', 'fr', '18:30'],
  ['9 heures', 'fr', '9:0'],
  // A desk is spoken to in either language.
  ['demain 9h', 'en-US', '2026-11-27 9:0'],
  ['tomorrow 9', 'fr', '2026-11-27 9:0'],
  ['next Monday at 9', 'en-US', '2026-11-30 9:0'],
  ['lundi prochain 9h', 'fr', '2026-11-30 9:0'],
  ['in 2 hours', 'en-US', '2026-11-26 16:20'],
  ['in 2h', 'en-US', '2026-11-26 16:20'],
  ['2 hours', 'en-US', '2026-11-26 16:20'],
  ['+45 min', 'en-US', '2026-11-26 15:5'],
  ['in half an hour', 'en-US', '2026-11-26 14:50'],
  ['dans 2 heures', 'fr', '2026-11-26 16:20'],
  ['dans 2 heures', 'en-US', '2026-11-26 16:20'],
  ['dans 1h30', 'fr', '2026-11-26 15:50'],
  ['dans une heure et demie', 'fr', '2026-11-26 15:50'],
  ['in 12 hours', 'en-GB', '2026-11-27 2:20'],
  ['2h', 'fr', '2:0'],
  ['2h', 'en-US', '2026-11-26 16:20'],
  // Days that go by are days: of their time nothing is said.
  ['in 2 days', 'en-US', '2026-11-28'],
  ['dans une semaine', 'fr', '2026-12-3'],
  ['dans 2 jours à 9h', 'fr', '2026-11-28 9:0'],
  ['yesterday 9', 'en-US', '2026-11-25 9:0'],
  ['tomorrow morning', 'en-US', '2026-11-27 9:0'],
  ['demain matin 10h', 'fr', '2026-11-27 10:0'],
  ['demain après-midi', 'fr', '2026-11-27 14:0'],
  ['tonight at 8', 'en-US', '2026-11-26 20:0'],
  ['ce soir', 'fr', '2026-11-26 18:0'],
  ['this morning', 'en-US', '2026-11-26 9:0'],
  ['in 2', 'en-US', undefined],
  // A day of some month, or a span, is no hour.
  ['on the 4', 'en-US', undefined],
  ['le 4', 'fr', undefined],
  ['le 4 décembre', 'fr', '2026-12-4'],
  ['1,5 h', 'fr', undefined],
  ['pour 9h', 'fr', undefined],
  ['Nov 27,2026', 'en-US', '2026-11-27'],
  ['in 2 moons', 'en-US', undefined],
  ['2 2', 'fr', '2027-2-2'],
  ['27', 'fr', undefined],
  ['tomorrow 25', 'en-US', undefined],
  ['soon 9:30', 'en-US', undefined],
  ['', 'fr', undefined],
] as const)('%s in %s is %s', (typed, locale, is) => {
  expect(read(typed, locale)).toBe(is);
});
