/** A search for an answer, as it is being typed. */
export interface Slash {
  /** Where its "/" stands. */
  from: number;
  /** What follows it, up to the caret. */
  word: string;
}

/** The search that ends at the caret: a "/" that begins a word. Those of "and/or" and of addresses begin none. */
export function slashAt(text: string, caret: number): Slash | undefined {
  const found = /(?:^|\s)\/([^\s/]*)$/u.exec(text.slice(0, caret));
  if (!found) return undefined;
  const word = found[1] ?? '';
  return { from: caret - word.length - 1, word };
}
