// What a message's text says beside its words, read as backend/markup reads it: both are held to the vectors there.
import { type Inline, inline } from './inline';

export type { Inline } from './inline';
export { target } from './target';

/** A part of a message. A line break within one is text. */
export type Part =
  | { kind: 'paragraph' | 'quote'; nodes: Inline[] }
  | { kind: 'bullets'; items: Inline[][] }
  | { kind: 'numbers'; start: number; items: Inline[][] }
  | { kind: 'block'; text: string };

/** Reads a text. */
export function parse(text: string): Part[] {
  const lines = text.split('\n');
  const closing = fences(lines);
  const parts: Part[] = [];
  let words: string[] = [];
  const spoken = () => {
    if (words.length > 0) parts.push({ kind: 'paragraph', nodes: inline(words.join('\n')) });
    words = [];
  };
  for (let at = 0; at < lines.length; ) {
    const [part, taken] = partAt(lines, at, closing[at] ?? 0);
    if (part) {
      spoken();
      parts.push(part);
    } else words.push(lines[at] ?? '');
    at += taken;
  }
  spoken();
  return parts;
}

const fence = '```';
const opensCode = /^```[a-zA-Z0-9+#-]*$/;

/** For each line that opens code where it closes, 0 for none. */
function fences(lines: readonly string[]): number[] {
  const closing: number[] = new Array(lines.length).fill(0);
  let next = 0;
  for (let at = lines.length - 1; at >= 0; at--) {
    const line = lines[at] ?? '';
    if (next > at + 1 && opensCode.test(line)) closing[at] = next;
    if (line === fence) next = at;
  }
  return closing;
}

/** The part other than a paragraph that begins at a line, and how many lines are read with it or without. */
function partAt(lines: readonly string[], at: number, closing: number): [Part | undefined, number] {
  if (closing > 0)
    return [{ kind: 'block', text: lines.slice(at + 1, closing).join('\n') }, closing + 1 - at];
  const said = run(lines, at, quoted);
  if (said.length > 0) return [{ kind: 'quote', nodes: inline(said.join('\n')) }, said.length];
  const first = itemOf(lines[at]);
  if (!first) return [undefined, 1];
  const items = run(lines, at, (line, n) => {
    const next = itemOf(line);
    if (next?.mark !== first.mark || (next.number > 0 && next.number !== first.number + n)) return undefined;
    return next.text;
  }).map(inline);
  if (items.length < 2) return [undefined, 1]; // one line alone may be a dash, or a date
  if (first.number > 0) return [{ kind: 'numbers', start: first.number, items }, items.length];
  return [{ kind: 'bullets', items }, items.length];
}

/** What is made of the lines from one on, up to the first of which nothing is. */
function run(
  lines: readonly string[],
  from: number,
  make: (line: string | undefined, n: number) => string | undefined,
): string[] {
  const made: string[] = [];
  for (;;) {
    const next = make(lines[from + made.length], made.length);
    if (next === undefined) return made;
    made.push(next);
  }
}

/** What a line quotes. Before a number the sign compares. */
function quoted(line: string | undefined): string | undefined {
  if (line === '>') return '';
  return line && /^> (?![0-9])/.test(line) ? line.slice(2) : undefined;
}

interface Item {
  mark: string;
  /** 0 for none. */
  number: number;
  text: string;
}

function itemOf(line: string | undefined): Item | undefined {
  const [, bullet, number, mark, text] = /^(?:([-*•])|([0-9]{1,4})([.)])) ([^ ].*)$/s.exec(line ?? '') ?? [];
  if (!text) return undefined;
  if (bullet) return { mark: bullet, number: 0, text };
  return Number(number) > 0 ? { mark: mark ?? '', number: Number(number), text } : undefined;
}
