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
  const has = words(text);
  return words(typed).every((one) => has.some((other) => other.startsWith(one)));
}

function words(text: string): string[] {
  const plain = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return plain.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
}
