/** Whether every word that was typed begins a word of a text, whatever the accents. What was not typed fits all. */
export function fits(text: string, typed: string): boolean {
  const has = words(text);
  return words(typed).every((one) => has.some((other) => other.startsWith(one)));
}

function words(text: string): string[] {
  const plain = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return plain.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
}
