import type { ThreadLine } from '@parley/wire';

/** What was sent last of what can still be undone: the text, where files go with it. */
export function lastHeld(lines: readonly ThreadLine[]): ThreadLine | undefined {
  const held = lines.filter(({ state }) => state === 'held');
  const last = Math.max(...held.map(({ until }) => until ?? 0));
  const together = held.filter(({ until }) => until === last);
  return together.findLast(({ form }) => form !== 'file') ?? together.at(-1);
}
