/** A search for an answer, as it is being typed. */
export interface Slash {
  /** Where its "/" stands. */
  from: number;
  /** What follows it, up to the caret. */
  word: string;
}

/**
 * The search that ends at the caret: a "/" that begins a word. One within a word ("and/or", "12/24", an address) is text
 * and goes out as it stands, also where a blank was forgotten before it: nothing opened at it, so that nobody can have
 * meant to choose, and to ask at each of them would teach the hand to press Enter twice.
 */
export function slashAt(text: string, caret: number): Slash | undefined {
  const found = /(?:^|\s)\/([^\s/]*)$/u.exec(text.slice(0, caret));
  if (!found) return undefined;
  const word = found[1] ?? '';
  return { from: caret - word.length - 1, word };
}
