// Signs that turn the direction of writing, and letters that run from right to left.
const turning = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;
const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/u;

// Those that hold until they are ended: what a stranger leaves open would turn all that stands behind it.
const held = /[\u202a-\u202e\u2066-\u2069]/gu;

/** A name as it may stand inside a sentence of ours: it cannot turn the rest of the sentence round. */
export function within(name: string): string {
  const plain = name.replace(turning, '');
  return rightToLeft.test(plain) ? `\u2068${plain}\u2069` : plain;
}

/**
 * What a stranger wrote as it is drawn in a place of its own: it can turn nothing, neither what stands beside it nor
 * an ending in itself that is not what it looks like. Letters run as they do by themselves.
 */
export function unturned(words: string): string {
  return words.replace(held, '');
}
