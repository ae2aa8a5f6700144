import type { Language, Words } from './words';

const hour = { en: formatter('en', { timeStyle: 'short' }), fr: formatter('fr', { timeStyle: 'short' }) };
const date: Intl.DateTimeFormatOptions = { weekday: 'long', day: 'numeric', month: 'long' };
const day = { en: formatter('en-GB', date), fr: formatter('fr', date) };

/** The place whose dates and figures go with a language: the visitor's own where they speak it. */
export function placeOf(language: string): string {
  return navigator.language.startsWith(language) ? navigator.language : language;
}

function formatter(language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(placeOf(language), options);
}

export const timeOf = (at: number, language: Language): string => hour[language].format(at);

const weekday: Intl.DateTimeFormatOptions = { weekday: 'long', hour: 'numeric', minute: '2-digit' };
const hourAndDay = { en: formatter('en', weekday), fr: formatter('fr', weekday) };

/** A moment that comes soon: its hour, and its day where that is another than today. */
export function soonOf(at: number, now: number, language: Language): string {
  const today = new Date(at).toDateString() === new Date(now).toDateString();
  return today ? timeOf(at, language) : hourAndDay[language].format(at);
}

export function dayOf(at: number, now: number, language: Language, words: Words): string {
  const start = new Date(now).setHours(0, 0, 0, 0);
  if (at >= start) return words.today;
  const before = new Date(start);
  before.setDate(before.getDate() - 1);
  return at >= before.getTime() ? words.yesterday : day[language].format(at);
}
