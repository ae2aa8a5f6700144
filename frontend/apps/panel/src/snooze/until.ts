import { ahead, dayOf, type Given, timeOf } from './given';

/** The ways to say how long: two spans, or a date and time. */
export type Span = '3h' | '24h' | 'custom';

const hour = 3_600_000;
/** How far ahead a snooze may end; the program refuses more. */
const farthest = 365 * 24 * hour;

/** What is wrong with a moment, and which of its two fields is at fault. */
export type Wrong = 'date' | 'time' | 'date.past' | 'time.past' | 'date.far';

/** When a snooze would end, or what is wrong with it. */
export type Until = { at: number } | { wrong: Wrong };

/** The end of a span, or of the date and time given, by this machine's own clock. */
export function until(span: Span, now: number, given: Given, locale: string): Until {
  if (span !== 'custom') return { at: now + (span === '3h' ? 3 : 24) * hour };
  const day = dayOf(given.date, now, locale);
  const time = timeOf(given.time);
  if (!day) return { wrong: 'date' };
  if (time === undefined) return { wrong: 'time' };
  const at = new Date(day.year, day.month, day.day, 0, time).getTime();
  if (at > now + farthest) return { wrong: 'date.far' };
  if (at > now) return { at };
  return { wrong: new Date(at).toDateString() === new Date(now).toDateString() ? 'time.past' : 'date.past' };
}

/** A sensible moment to begin from: the next morning at nine. */
export function nextMorning(now: number): number {
  const { year, month, day } = ahead(now, 1);
  return new Date(year, month, day, 9).getTime();
}
