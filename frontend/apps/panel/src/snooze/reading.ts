import { ahead, type Day, dayOf, dayparts, timeOf } from './given';
import { lasting } from './lasting';

/** What somebody wrote in one field: a day, a time of it in minutes, or both. */
export interface Reading {
  day?: Day | undefined;
  minutes?: number;
}

/** What stands before a day or its time, and says nothing of either. */
const small = /^(?:at|on|the|next|à|a|le|prochaine?)$/iu;
/** What says that a time is one of today. */
const ofToday = /^(?:this|ce|cet)$/iu;
/** What only a time has in it; and 9.30, which is no day in the order that dates with points have. */
const clock = /\d\s?[:h]|\d\s?[ap]\.?m|^\p{L}+$|^\d{1,2}\.(?:1[3-9]|[2-5]\d)$/iu;
/** Of an hour that is said: "evening at 8". */
const noon = 12 * 60;
/** What means a day or a span to some, and would be taken for an hour: "on the 4", "le 4", "1,5 h". */
const unclear = /^(?:on\s+)?(?:the|le|on)\s+\d{1,2}$|(?:^|\D)\d,\d{1,2}(?:\D|$)/iu;
/** What people say on a desk of either language. */
const spoken = ['en', 'fr'];

/** What is meant by "in 2 hours", "9", "9:30", "tomorrow 9", "27 Nov 9h", "lundi midi", "demain matin" or "ce soir 20h". */
export function reading(typed: string, now: number, locale: string): Reading | undefined {
  if (unclear.test(typed.trim())) return undefined;
  const span = lasting(typed, locale);
  if (span !== undefined) {
    // To the nearest minute: what is left is told in minutes, too.
    const at = new Date(Math.round(now / 60_000 + span) * 60_000);
    return { day: ahead(at.getTime(), 0), minutes: at.getHours() * 60 + at.getMinutes() };
  }
  for (const language of [locale, ...spoken]) {
    const found = onCalendar(typed, now, language);
    if (found) return found;
  }
  return undefined;
}

/** A day, a time of it, or both, by the names and in the order of one language. */
function onCalendar(typed: string, now: number, locale: string): Reading | undefined {
  const all = typed.replace(/\btonight\b/iu, 'this evening').split(/[\s,]+/u);
  const words = all.filter((word) => word && !small.test(word) && !ofToday.test(word));
  const today = all.some((word) => ofToday.test(word)) ? ahead(now, 0) : undefined;
  const part = words.map((word) => dayparts.get(word.toLowerCase())).find((hour) => hour !== undefined);
  const rest = words.filter((word) => !dayparts.has(word.toLowerCase()));
  const exact = part === undefined ? undefined : dayAndTime(rest, now, locale);
  if (part !== undefined && exact?.minutes !== undefined) {
    const later = part * 60 >= noon && exact.minutes < noon ? noon : 0;
    return { day: exact.day ?? today, minutes: exact.minutes + later };
  }
  const found = dayAndTime(words, now, locale);
  return found && today ? { day: today, ...found } : found;
}

/**
 * What only a time can be is taken for one; a bare figure alone is an hour, and so is one behind a day, where the whole is
 * no day that is still to come.
 */
function dayAndTime(words: readonly string[], now: number, locale: string): Reading | undefined {
  const parts = timesIn(words);
  const day = dayOf(words.join(' '), now, locale);
  const past = day !== undefined && over(day, now);
  if (day && !past && !parts.some((part) => part.sure)) return { day };
  for (const { sure, text, minutes, rest } of parts) {
    if (rest.length === 0 && (sure || !day)) return { minutes };
    const of = dayOf(rest.join(' '), now, locale);
    // Behind a day that is past stands its year, unless that can be an hour.
    if (of && (sure || !past || text.length < 3)) return { day: of, minutes };
  }
  return day && { day };
}

/** A time that can be taken out of what is written. */
interface Part {
  text: string;
  minutes: number;
  /** It can be nothing else. */
  sure: boolean;
  rest: string[];
}

/** The times it can have in it: first what can be nothing else, the longest first, then figures at the end. */
function timesIn(words: readonly string[]): Part[] {
  const all: Part[] = [];
  for (let length = Math.min(4, words.length); length > 0; length--)
    for (let from = 0; from + length <= words.length; from++) {
      const text = words.slice(from, from + length).join(' ');
      const [minutes, sure] = [timeOf(text), clock.test(text)];
      const rest = [...words.slice(0, from), ...words.slice(from + length)];
      if (minutes !== undefined && (sure || rest.length === from)) all.push({ text, minutes, sure, rest });
    }
  return all.sort((one, other) => Number(other.sure) - Number(one.sure));
}

/** Whether a day lies before today. */
function over(day: Day, now: number): boolean {
  const today = ahead(now, 0);
  return new Date(day.year, day.month, day.day) < new Date(today.year, today.month, today.day);
}
