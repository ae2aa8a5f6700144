import { timeOfDay } from './clock';
import { dates } from './formatter';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** How far ahead a moment is, as in "in 3 hours". One that is past or less than a minute away is in 0 minutes. */
export function fromNow(at: number, now: number, locale: string, style: 'long' | 'short' = 'long'): string {
  const words = new Intl.RelativeTimeFormat(locale, { numeric: 'always', style });
  const left = Math.max(0, at - now);
  const minutes = Math.round(left / minute);
  if (minutes < 120) return words.format(minutes, 'minute');
  if (left < 36 * hour) return words.format(Math.round(left / hour), 'hour');
  return words.format(Math.round(left / day), 'day');
}

/** A moment for a narrow place: the time alone where it is today. */
export function shortMoment(at: number, now: number, locale: string): string {
  return dates(locale, {
    ...(sameDay(at, now) ? {} : { weekday: 'short', day: 'numeric', month: 'short' }),
    hour: hourOf(locale),
    minute: '2-digit',
  }).format(at);
}

/** A moment within a sentence: the day, and the year where it is not this one's; on wish with the zone of its clock. */
export function dayAndTime(at: number, now: number, locale: string, zone = false): string {
  const thisYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  const dayOf = dates(locale, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    ...(thisYear ? {} : { year: 'numeric' }),
    hour: hourOf(locale),
    minute: '2-digit',
    ...(zone ? { timeZoneName: 'short' } : {}),
  });
  return dayOf.format(at);
}

/** An hour is written within a sentence as it is written alone: 9:00 AM, 09:00. */
function hourOf(locale: string): 'numeric' | '2-digit' {
  return timeOfDay(new Date(2026, 0, 1, 3).getTime(), locale).startsWith('0') ? '2-digit' : 'numeric';
}

function sameDay(one: number, other: number): boolean {
  return new Date(one).toDateString() === new Date(other).toDateString();
}
