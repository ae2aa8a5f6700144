import { useSyncExternalStore } from 'react';
import { everyTick } from './ticker';

const minute = 60_000;

const wholeMinute = () => Math.floor(Date.now() / minute) * minute;

/** This machine's clock by the minute, for what is said in minutes and longer: "in 3 hours". */
export function useNow(): number {
  return useSyncExternalStore(everyTick, wholeMinute);
}
