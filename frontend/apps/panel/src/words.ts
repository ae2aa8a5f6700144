/** The longest name of a tag, an answer or a category, in characters, as the server counts them. */
export const longestName = 80;

/** How many characters a text has, as the server counts them: an emoji of one code point is one. */
export function lengthOf(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}

/** Whether every word that was typed begins a word of a text, whatever the accents. What was not typed fits all. */
export function fits(text: string, typed: string): boolean {
  return finder(typed)(words(text));
}

/** The same of what is already words, for finding among many. */
export function finder(typed: string): (has: readonly string[]) => boolean {
  const wanted = words(typed);
  return (has) => wanted.every((one) => has.some((other) => other.startsWith(one)));
}

/** The words of each text of a thing. They are split once for as long as there is the thing, which does not change. */
export function splitter<T extends object>(texts: (thing: T) => string[]): (thing: T) => string[][] {
  const split = new WeakMap<T, string[][]>();
  return (thing) => {
    const known = split.get(thing) ?? texts(thing).map(words);
    split.set(thing, known);
    return known;
  };
}

function words(text: string): string[] {
  const plain = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return plain.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
}
