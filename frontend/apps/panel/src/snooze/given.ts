import { daysBetween, timeOfDay } from '@parley/ui';

/** A date and a time as somebody wrote them. */
export interface Given {
  date: string;
  time: string;
}

/** A day of this machine's calendar; months count from 0, as Date has them. */
export interface Day {
  year: number;
  month: number;
  day: number;
}

const noon = 12;

/** What is written is cut into words and numbers, without case and accents: "26nov." is 26 and nov. */
export function pieces(text: string): string[] {
  const plain = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return plain.match(/\p{L}+|\d+/gu) ?? [];
}

/** The names of things in a language, long and short, each as one piece. */
function names(locale: string, dates: readonly Date[], part: 'month' | 'weekday'): string[][] {
  return dates.map((date) =>
    (['long', 'short'] as const).map(
      (style) => pieces(new Intl.DateTimeFormat(locale, { [part]: style }).format(date))[0] ?? '',
    ),
  );
}

/** The one thing whose name begins like this; a whole name is enough where another begins with it. */
function called(name: string, all: readonly string[][]): number | undefined {
  const whole = all.findIndex((of) => of.includes(name));
  if (whole >= 0) return whole;
  const like = [...all.keys()].filter((n) => all[n]?.some((one) => one.startsWith(name)));
  return name.length > 2 && like.length === 1 ? like[0] : undefined;
}

/** In which order a language writes a date in figures. */
function orderOf(locale: string): string {
  const parts = new Intl.DateTimeFormat(locale).formatToParts(new Date(2026, 10, 26));
  return parts.map(({ type }) => ({ day: 'd', month: 'm', year: 'y' })[type as string] ?? '').join('');
}

/** The day that is meant, by the order of the language; by another where that makes no date. */
export function dayOf(typed: string, now: number, locale: string): Day | undefined {
  const all = pieces(typed);
  return near(all, now, locale) ?? inFigures(all, now, locale) ?? byMonth(all, now, locale);
}

/** So many days or weeks from now. */
const daysAhead =
  /^(?:(?:in|dans) (?:(\d{1,3}|an?|une?) )?|(\d{1,3}) )(d|days?|j|jours?|w|weeks?|sem|semaines?)$/;

/** "yesterday", "today", "tomorrow", the next of a day of the week, or a number of days from now. */
function near(all: readonly string[], now: number, locale: string): Day | undefined {
  const words = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const said = all.join(' ');
  const [, led, number = led, unit] = daysAhead.exec(said) ?? [];
  // A word, and none, is one.
  if (unit) return ahead(now, (Number(number ?? 1) || 1) * (/^[ws]/.test(unit) ? 7 : 1));
  const week = Array.from({ length: 8 }, (_, n) => ahead(now, n));
  const soon = [-1, 0, 1, 2].find((n) => pieces(words.format(n, 'day')).join(' ') === said);
  const days = week.slice(1).map((day) => new Date(day.year, day.month, day.day));
  const [one, ...more] = all;
  const next = one && more.length === 0 ? called(one, names(locale, days, 'weekday')) : undefined;
  return soon !== undefined ? ahead(now, soon) : next === undefined ? undefined : week[next + 1];
}

function inFigures(all: readonly string[], now: number, locale: string): Day | undefined {
  if (!all.every((piece) => /^\d+$/.test(piece))) return undefined;
  const own = orderOf(locale);
  for (const order of [own, 'dmy', 'mdy', 'ymd']) {
    const figures = all.length === 1 ? cut(all[0] ?? '', order) : all;
    const kinds = figures.length === 2 ? order.replace('y', '') : order;
    const at = (kind: string) => figures[kinds.indexOf(kind)];
    // A year of two figures stands first only where the language has it there.
    if (order !== own && order === 'ymd' && at('y')?.length === 2) continue;
    const found = figures.length === kinds.length && make(at('y'), Number(at('m')) - 1, at('d'), now);
    if (found) return found;
  }
  return undefined;
}

/** Figures that nothing parts: 26112026, 261126 or 2611. */
function cut(figures: string, order: string): string[] {
  const year = figures.length - 4;
  if (![0, 2, 4].includes(year)) return [];
  const kinds = year === 0 ? order.replace('y', '') : order;
  let at = 0;
  return [...kinds].map((kind) => {
    const from = at;
    at += kind === 'y' ? year : 2;
    return figures.slice(from, at);
  });
}

/** A month by its name; around it the day, and the year where there is one. Other words say nothing. */
function byMonth(all: readonly string[], now: number, locale: string): Day | undefined {
  const months = names(
    locale,
    Array.from({ length: 12 }, (_, n) => new Date(2026, n, 1)),
    'month',
  );
  const month = all.map((piece) => called(piece, months)).find((one) => one !== undefined);
  const [first, second, ...rest] = all.filter((piece) => /^\d+$/.test(piece));
  if (month === undefined || rest.length > 0) return undefined;
  return first?.length === 4 ? make(first, month, second, now) : make(second, month, first, now);
}

/** A day that is one. Without a year it is the next of its name; a year of two figures is of this century. */
function make(
  year: string | undefined,
  month: number,
  day: string | undefined,
  now: number,
): Day | undefined {
  if (!day || day.length > 2 || (year && year.length !== 2 && year.length !== 4)) return undefined;
  const is = (in_: number) => {
    const date = new Date(in_, month, Number(day));
    return date.getMonth() === month && date.getDate() === Number(day) ? date : undefined;
  };
  const years = new Date(now).getFullYear();
  const date = year
    ? is(Number(year) + (year.length === 2 ? 2000 : 0))
    : [is(years), is(years + 1)].find((one) => one && daysBetween(now, one.getTime()) >= 0);
  return date && { year: date.getFullYear(), month, day: Number(day) };
}

/** So many days from now. */
export function ahead(now: number, days: number): Day {
  const date = new Date(now);
  date.setDate(date.getDate() + days);
  return { year: date.getFullYear(), month: date.getMonth(), day: date.getDate() };
}

/** Parts of a day, each with the hour that is meant where none is said. */
export const dayparts: ReadonlyMap<string, number> = new Map([
  ['morning', 9],
  ['matin', 9],
  ['afternoon', 14],
  ['après-midi', 14],
  ['evening', 18],
  ['soir', 18],
]);
/** Hours that have names. Midnight is not here: of which of two days it is, is not said by it. */
const named = new Map([...dayparts, ['noon', noon], ['midday', noon], ['midi', noon]]);

/** The time of day that is meant, in minutes: 9, 9:00, 09.00, 9h30, 9 heures, 930, 9 pm, noon. */
export function timeOf(typed: string): number | undefined {
  const said = typed.toLowerCase().replace(/[\s\u202f.]/g, (one) => (one === '.' ? ':' : ''));
  const byName = named.get(said);
  if (byName !== undefined) return byName * 60;
  const match = /^(\d{1,2})(?:(?::|h(?:eures?)?)(?:(\d{2})(?:min)?)?|(\d{2}))?(?:([ap]):?m:?)?$/.exec(said);
  if (!match) return undefined;
  const [, hour = '', minute, joined, half] = match;
  const [hours, minutes] = [Number(hour), Number(minute ?? joined ?? 0)];
  if (minutes > 59 || hours > 23 || (half && (hours < 1 || hours > noon))) return undefined;
  return (half ? (hours % noon) + (half === 'p' ? noon : 0) : hours) * 60 + minutes;
}

/** A day and a time as the language writes them in figures. */
export function written(at: number, locale: string): Given {
  const date = new Intl.DateTimeFormat(locale, { day: '2-digit', month: '2-digit', year: 'numeric' });
  return { date: date.format(at), time: timeOfDay(at, locale) };
}
