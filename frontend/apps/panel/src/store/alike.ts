import type { Thread } from '@parley/wire';

/** Whether two flat things say the same, but for one of their parts. */
export function alike<T extends object>(one: T, other: T, but?: keyof T): boolean {
  const parts = Object.keys(one) as (keyof T)[];
  if (parts.length !== Object.keys(other).length) return false;
  return parts.every((part) => part === but || Object.is(one[part], other[part]));
}

/** A conversation on screen without its lines. */
export type Outline = Omit<Thread, 'lines'>;

/** For parts that show the outline of a conversation: whether they show the same. A line that comes is none of theirs. */
export function sameOutline<P extends { thread: Outline }>(before: P, now: P): boolean {
  return alike(before, now, 'thread') && alike(before.thread as Partial<Thread>, now.thread, 'lines');
}
