/** The ways to say how long: two spans, or a date and time. */
export type Span = '3h' | '24h' | 'custom';

/** A date and a time as their fields give them, by this machine's own clock: 2026-11-26 and 09:00. */
export interface Given {
  date: string;
  time: string;
}

const hour = 3_600_000;
/** How far ahead a snooze may end; the program refuses more. */
const farthest = 365 * 24 * hour;

/** When a snooze would end, or what is wrong with it. */
export type Until = { at: number } | { wrong: 'past' | 'far' | 'incomplete' };

/** The end of a span, or of the date and time given. */
export function until(span: Span, now: number, given: Given): Until {
  if (span !== 'custom') return { at: now + (span === '3h' ? 3 : 24) * hour };
  // Without a zone such a text is local time. An empty field makes it no text of a moment at all.
  const at = new Date(`${given.date}T${given.time}`).getTime();
  if (Number.isNaN(at)) return { wrong: 'incomplete' };
  if (at <= now) return { wrong: 'past' };
  return at > now + farthest ? { wrong: 'far' } : { at };
}

/** A sensible moment to begin from: the next morning. */
export function tomorrowAtNine(now: number): Given {
  const day = new Date(now);
  day.setDate(day.getDate() + 1);
  return { date: dateField(day), time: '09:00' };
}

/** The first day that can be chosen. */
export function today(now: number): string {
  return dateField(new Date(now));
}

function dateField(day: Date): string {
  const two = (n: number) => String(n).padStart(2, '0');
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
}
