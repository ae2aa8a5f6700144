import { daysBetween } from '@parley/ui';
import type { PastThread, ThreadLine } from '@parley/wire';

/** One row of the thread on screen. */
export type Row =
  | { kind: 'day'; key: string; at: number }
  | { kind: 'system'; key: string; line: ThreadLine }
  /** Where those before the ones that are read here can be reached. */
  | { kind: 'reach'; key: string }
  /** Where an earlier conversation begins, and where the present one does. */
  | { kind: 'earlier' | 'present'; key: string; at: number }
  /** Where what came while the agent was elsewhere begins. */
  | { kind: 'fresh'; key: string }
  | {
      kind: 'message';
      key: string;
      line: ThreadLine;
      /** The conversation it was written in, where that is an earlier one. */
      of?: string;
      /** The first of its author's lines within the minute, which names the author. */
      head: boolean;
    };

const minuteOf = (line: ThreadLine) => Math.floor(line.at / 60_000);

function together(one: ThreadLine | undefined, next: ThreadLine | undefined): boolean {
  if (!one || !next || one.kind === 'system') return false;
  return one.kind === next.kind && one.name === next.name && minuteOf(one) === minuteOf(next);
}

/**
 * The rows of a thread: its lines, grouped by author and minute, with the days between them. A thread has thousands of
 * lines and changes at its end: rows of lines that are still the very same stay the very same.
 */
export class Rows {
  #lines: readonly ThreadLine[] = [];
  #rows: Row[] = [];
  /** Where the rows of each line begin. */
  #starts: number[] = [];

  of(lines: readonly ThreadLine[]): Row[] {
    let same = 0;
    while (same < lines.length && lines[same] === this.#lines[same]) same++;
    const rows = this.#rows.slice(0, this.#starts[same]);
    this.#starts.length = same;
    for (let place = same; place < lines.length; place++) {
      const line = lines[place] as ThreadLine;
      const before = lines[place - 1];
      this.#starts.push(rows.length);
      if (!before || daysBetween(before.at, line.at) !== 0)
        rows.push({ kind: 'day', key: `day ${line.key}`, at: line.at });
      if (line.kind === 'system') rows.push({ kind: 'system', key: line.key, line });
      else rows.push({ kind: 'message', key: line.key, line, head: !together(before, line) });
    }
    this.#lines = lines;
    this.#rows = rows;
    return rows;
  }
}

export const rowsOf = (lines: readonly ThreadLine[]): Row[] => new Rows().of(lines);

/** The visitor's lines that stand after the line with this key; all of them where there is no such line. */
export function visitorLinesAfter(lines: readonly ThreadLine[], key: string | undefined): ThreadLine[] {
  const from = key === undefined ? -1 : lines.findIndex((line) => line.key === key);
  return lines.slice(from + 1).filter((line) => line.kind === 'visitor');
}

/** The rows of a conversation before a thread, its mark on top. Its keys are told apart from the thread's. */
function rowsOfEarlier({ stream, lines: said }: PastThread): Row[] {
  const [first] = said;
  if (!first) return [];
  const lines = said.map((line) => ({ ...line, key: `${stream} ${line.key}` }));
  const rows = rowsOf(lines).map((row) => (row.kind === 'message' ? { ...row, of: stream } : row));
  return [{ kind: 'earlier', key: `earlier ${stream}`, at: first.at }, ...rows];
}

/** The rows of the conversations before a thread, given the newest first; on top, where there are more, what leads to them. */
export function rowsBefore(earlier: readonly PastThread[], more: boolean): Row[] {
  const rows = earlier.toReversed().flatMap(rowsOfEarlier);
  return more ? [{ kind: 'reach', key: 'reach' }, ...rows] : rows;
}

/** The rows with a mark above the line with this key, and its place; as they are where there is no such line. */
export function rowsMarked(rows: readonly Row[], fresh: string | undefined): [readonly Row[], number] {
  if (!fresh) return [rows, -1];
  const place = rows.findLastIndex(({ key }) => key === fresh);
  if (place < 0) return [rows, -1];
  return [rows.toSpliced(place, 0, { kind: 'fresh', key: 'fresh' }), place];
}

/** The rows of a thread below those of the conversations before it. */
export function rowsBelow(before: readonly Row[], lines: readonly ThreadLine[], known: Rows): Row[] {
  const mark = before.find(({ kind }) => kind === 'earlier');
  if (mark?.kind !== 'earlier') return [...before, ...known.of(lines)];
  return [...before, { kind: 'present', key: 'present', at: lines[0]?.at ?? mark.at }, ...known.of(lines)];
}
