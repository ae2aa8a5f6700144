import { ahead, type Day, type Given, timeOf, written } from './given';
import { besideDate, lasting } from './lasting';
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

/** What two fields say together. Where one of them says all, it leads: the other follows it. */
interface Understood {
  leads: keyof Given | undefined;
  day: Day | undefined;
  minutes: number | undefined;
  /** Whether the date can be read where none leads. */
  dated: boolean;
}

function understood(now: number, given: Given, locale: string): Understood {
  const date = reading(given.date, now, locale);
  const dated = date !== undefined;
  // A date that is being typed cannot be read yet, and is one.
  const beside = given.date.trim() !== '' && besideDate.test(given.time.trim());
  const clock = beside || lasting(given.time, locale) === undefined;
  const bare = clock ? timeOf(given.time) : undefined;
  const time = bare === undefined ? reading(given.time, now, locale) : { minutes: bare };
  if (date?.minutes !== undefined) return { leads: 'date', day: date.day, minutes: date.minutes, dated };
  if (time?.day && time.minutes !== undefined)
    return { leads: 'time', day: time.day, minutes: time.minutes, dated };
  return { leads: undefined, day: date?.day, minutes: time?.minutes, dated };
}

/** The day of a time that is said without one: the next on which it is still to come. */
function dayFor(day: Day | undefined, minutes: number, now: number): Day {
  return day ?? (onDay(ahead(now, 0), minutes) > now ? ahead(now, 0) : ahead(now, 1));
}

const onDay = ({ year, month, day }: Day, minutes: number) =>
  new Date(year, month, day, 0, minutes).getTime();

/**
 * The end of a span, or of the date and time given, by this machine's own clock. One field may say both, and leads the
 * other; of a time without a day it is the next.
 */
export function until(span: Span, now: number, given: Given, locale: string): Until {
  if (span !== 'custom') return { at: now + (span === '3h' ? 3 : 24) * hour };
  const { leads, day, minutes, dated } = understood(now, given, locale);
  if (!leads && !dated) return { wrong: 'date', field: 'date' };
  if (minutes === undefined) return { wrong: 'time', field: 'time' };
  const at = onDay(dayFor(day, minutes, now), minutes);
  const field = leads ?? 'date';
  if (at > now + farthest) return { wrong: 'date.far', field };
  if (at > now) return { at };
  const today = new Date(at).toDateString() === new Date(now).toDateString();
  if (!today) return { wrong: 'date.past', field };
  return { wrong: 'time.past', field: leads ?? 'time' };
}

/** What the two fields show: what is typed, and beside what leads the other half of it, so that they say one thing. */
export function shown(now: number, given: Given, locale: string): Given {
  const { leads, day, minutes = 0 } = understood(now, given, locale);
  if (!leads) return given;
  const said = written(onDay(dayFor(day, minutes, now), minutes), locale);
  return leads === 'date' ? { ...given, time: said.time } : { ...given, date: said.date };
}

/** Each half in its own field. */
export function parted(now: number, given: Given, locale: string): Given {
  const { leads, day, minutes = 0 } = understood(now, given, locale);
  return leads ? written(onDay(dayFor(day, minutes, now), minutes), locale) : given;
}

/** What comes of writing in a field. Where the other one led, each half is in its own again. */
export function wrote(now: number, given: Given, locale: string, field: keyof Given, text: string): Given {
  const { leads } = understood(now, given, locale);
  // What will be on the clock once there is a date is not the end of a span to be kept.
  const stays = !leads || leads === field || (leads === 'time' && besideDate.test(given.time.trim()));
  return { ...(stays ? given : parted(now, given, locale)), [field]: text };
}

/** A sensible moment to begin from: the next morning at nine. */
export function nextMorning(now: number): number {
  const { year, month, day } = ahead(now, 1);
  return new Date(year, month, day, 9).getTime();
}
