import type { ThreadLine } from '@parley/wire';

/** What the thread can be narrowed to. */
export const sorts = ['visitor', 'agent', 'action', 'navigation'] as const;
export type Sort = (typeof sorts)[number];

export type Chosen = ReadonlySet<Sort>;

/** Nothing chosen: everything is shown. */
export const everything: Chosen = new Set();

/** What an agent did with a message beyond writing: they sent a link or an offer. */
const isAction = (line: ThreadLine) =>
  line.kind === 'agent' && (line.form === 'link' || line.form === 'offer');

/** Whether a line is of a sort. What is told around the messages is of none. */
const isOf: Readonly<Record<Sort, (line: ThreadLine) => boolean>> = {
  visitor: (line) => line.kind === 'visitor',
  agent: (line) => line.kind === 'agent',
  action: isAction,
  navigation: (line) => line.system === 'viewed',
};

/** Whether the agent's own line has not arrived: such a line is never hidden. */
export const isUnsent = ({ state }: ThreadLine) =>
  state === 'held' || state === 'queued' || state === 'sending' || state === 'failed';

export function passes(line: ThreadLine, chosen: Chosen): boolean {
  return chosen.size === 0 || isUnsent(line) || [...chosen].some((sort) => isOf[sort](line));
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
