import { ahead, type Given, timeOf } from './given';
import { reading } from './reading';

/** The ways to say how long: two spans, or a date and time. */
export type Span = '3h' | '24h' | 'custom';

const hour = 3_600_000;
/** How far ahead a snooze may end; the program refuses more. */
const farthest = 365 * 24 * hour;

/** What is wrong with a moment. */
export type Wrong = 'date' | 'time' | 'date.past' | 'time.past' | 'date.far';

/** What is wrong with a moment, and which of its two fields is at fault. */
export interface Fault {
  wrong: Wrong;
  field: keyof Given;
}

/** When a snooze would end, or what is wrong with it. */
export type Until = { at: number } | Fault;

/**
 * The end of a span, or of the date and time given, by this machine's own clock. One field may say both, and wins over
 * the other; of a time without a day it is the next.
 */
export function until(span: Span, now: number, given: Given, locale: string): Until {
  if (span !== 'custom') return { at: now + (span === '3h' ? 3 : 24) * hour };
  const date = reading(given.date, now, locale);
  const bare = timeOf(given.time);
  const time = bare === undefined ? reading(given.time, now, locale) : { minutes: bare };
  const whole = time?.day && time.minutes !== undefined;
  if (!date && !whole) return { wrong: 'date', field: 'date' };
  const minutes = whole ? time.minutes : (date?.minutes ?? time?.minutes);
  if (minutes === undefined) return { wrong: 'time', field: 'time' };
  const day = whole ? time.day : date?.day;
  const on = (one: { year: number; month: number; day: number }) =>
    new Date(one.year, one.month, one.day, 0, minutes).getTime();
  const at = day ? on(day) : ([0, 1].map((n) => on(ahead(now, n))).find((one) => one > now) ?? now);
  const said = whole ? 'time' : 'date';
  if (at > now + farthest) return { wrong: 'date.far', field: said };
  if (at > now) return { at };
  const today = new Date(at).toDateString() === new Date(now).toDateString();
  if (!today) return { wrong: 'date.past', field: said };
  return { wrong: 'time.past', field: whole || date?.minutes === undefined ? 'time' : 'date' };
}

/** A sensible moment to begin from: the next morning at nine. */
export function nextMorning(now: number): number {
  const { year, month, day } = ahead(now, 1);
  return new Date(year, month, day, 9).getTime();
}
