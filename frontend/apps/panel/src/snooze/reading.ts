import { ahead, type Day, dayOf, timeOf } from './given';

/** What somebody wrote in one field: a day, a time of it in minutes, or both. */
export interface Reading {
  day?: Day;
  minutes?: number;
}

/** What stands before a day or its time, and says nothing of either. */
const small = /^(?:at|on|the|à|a|le)$/iu;
/** What only a time has in it; and 9.30, which is no day in the order that dates with points have. */
const clock = /\d\s?[:h]|\d\s?[ap]\.?m|^\p{L}+$|^\d{1,2}\.(?:1[3-9]|[2-5]\d)$/iu;

/**
 * What is meant by "9:30", "tomorrow 9", "27 Nov 9h" or "lundi midi". What only a time can be is taken for one; a bare
 * figure behind a day is its hour, where the whole is no day that is still to come.
 */
export function reading(typed: string, now: number, locale: string): Reading | undefined {
  const words = typed.split(/[\s,]+/u).filter((word) => word && !small.test(word));
  const parts = timesIn(words);
  const day = dayOf(words.join(' '), now, locale);
  const past = day !== undefined && over(day, now);
  if (day && !past && !parts.some((part) => part.sure)) return { day };
  for (const { sure, text, minutes, rest } of parts) {
    if (sure && rest.length === 0) return { minutes };
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
