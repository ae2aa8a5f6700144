import type { DateValue } from 'react-aria-components';

/** The ways to say how long: two spans, or a date and time. */
export type Span = '3h' | '24h' | 'custom';

const hour = 3_600_000;
/** How far ahead a snooze may end; the program refuses more. */
const farthest = 365 * 24 * hour;

/** When a snooze would end, or what is wrong with it. */
export type Until = { at: number } | { wrong: 'past' | 'far' | 'incomplete' };

/** The end of a span, or of the date and time given in the agent's own zone. */
export function until(span: Span, now: number, given: DateValue | null, zone: string): Until {
  if (span !== 'custom') return { at: now + (span === '3h' ? 3 : 24) * hour };
  if (!given) return { wrong: 'incomplete' };
  const at = given.toDate(zone).getTime();
  if (at <= now) return { wrong: 'past' };
  return at > now + farthest ? { wrong: 'far' } : { at };
}
