import { useSyncExternalStore } from 'react';
import { everyTick } from './ticker';

const minute = 60_000;

const wholeMinute = () => Math.floor(Date.now() / minute) * minute;

/** How many seconds there are until a moment of this machine's clock, begun ones included, and never less than one. */
export function useSecondsUntil(at: number): number {
  return useSyncExternalStore(everyTick, () => Math.max(Math.ceil((at - Date.now()) / 1000), 1));
}

/** This machine's clock by the minute, for what is said in minutes and longer: "in 3 hours". */
export function useNow(): number {
  return useSyncExternalStore(everyTick, wholeMinute);
}
