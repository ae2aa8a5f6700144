import type { ThreadLine } from '@parley/wire';

/** What the thread can be narrowed to. */
export const sorts = ['visitor', 'agent', 'navigation'] as const;
export type Sort = (typeof sorts)[number];

export type Chosen = ReadonlySet<Sort>;

/** Nothing chosen: everything is shown. */
export const everything: Chosen = new Set();

/** What a line is, of the things one can choose; nothing for what is told around them. */
export function sortOf(line: ThreadLine): Sort | undefined {
  if (line.kind !== 'system') return line.kind;
  return line.system === 'viewed' ? 'navigation' : undefined;
}

/** Whether the agent's own line has not arrived: such a line is never hidden. */
const unsent = ({ state }: ThreadLine) => state === 'queued' || state === 'sending' || state === 'failed';

export function passes(line: ThreadLine, chosen: Chosen): boolean {
  const sort = sortOf(line);
  return chosen.size === 0 || unsent(line) || (sort !== undefined && chosen.has(sort));
}

/** The choice with one more, or one less. */
export function toggled(chosen: Chosen, sort: Sort): Chosen {
  const next = new Set(chosen);
  if (!next.delete(sort)) next.add(sort);
  return next;
}

/** How many messages stand after a line and are hidden. */
export function hiddenAfter(lines: readonly ThreadLine[], key: string | undefined, chosen: Chosen): number {
  const from = lines.findIndex((line) => line.key === key);
  return lines.slice(from + 1).filter((line) => line.kind !== 'system' && !passes(line, chosen)).length;
}
