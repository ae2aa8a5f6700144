import { useSyncExternalStore } from 'react';
import { dates } from './formatter';
import { everyTick } from './ticker';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** A span as a stopwatch shows it: 0:07, 12:40, 1:02:33, then whole days. */
export function span(ms: number, locale: string): string {
  const all = Math.max(0, Math.floor(ms / second));
  if (all * second >= day) {
    const days = Math.floor((all * second) / day);
    return new Intl.NumberFormat(locale, { style: 'unit', unit: 'day', unitDisplay: 'narrow' }).format(days);
  }
  const two = (n: number) => String(n).padStart(2, '0');
  const minutes = Math.floor(all / 60) % 60;
  const hours = Math.floor((all * second) / hour);
  return hours > 0 ? `${hours}:${two(minutes)}:${two(all % 60)}` : `${minutes}:${two(all % 60)}`;
}

export function wholeMinutes(ms: number): number {
  return Math.max(0, Math.floor(ms / minute));
}

/** The time of day as the language writes it: 14:05, 2:05 PM, 04:05. */
export function timeOfDay(at: number, locale: string): string {
  return dates(locale, { timeStyle: 'short' }).format(at);
}

/** The day and the time, in full. */
export function moment(at: number, locale: string): string {
  // The time is not torn from the word before it.
  return dates(locale, { dateStyle: 'long', timeStyle: 'short' })
    .format(at)
    .replace(/ (?=\S+$)/, '\u00a0');
}

export function dayName(at: number, locale: string): string {
  return dates(locale, { weekday: 'long', day: 'numeric', month: 'long' }).format(at);
}

/** How many midnights lie between two moments, by this machine's calendar. */
export function daysBetween(from: number, to: number): number {
  const midnight = (at: number) => new Date(at).setHours(0, 0, 0, 0);
  return Math.round((midnight(to) - midnight(from)) / day);
}

/** Whole minutes since a moment of another clock, which is ahead of ours by so much. */
export function useMinutes(since: number, clock: number): number {
  return useSyncExternalStore(everyTick, () => wholeMinutes(Date.now() + clock - since));
}
