import type { Sendable } from './handOver';

/** How long a file is remembered after it was handed over, in milliseconds: longer than it can be undone. */
const within = 10_000;

const handed = new Map<string, Sendable>();

/** Remembers a file for as long as it may come back, by the key of its line. */
export function remember(line: string, file: Sendable): void {
  handed.set(line, file);
  setTimeout(() => handed.delete(line), within);
}

/** Those of these that are remembered, in their order. */
export function recalled(lines: readonly string[]): Sendable[] {
  return lines.flatMap((line) => handed.get(line) ?? []);
}
