// Signs that turn the direction of writing, and letters that run from right to left.
const turning = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;
const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/u;

/** A name as it may stand inside a sentence of ours: it cannot turn the rest of the sentence round. */
export function within(name: string): string {
  const plain = name.replace(turning, '');
  return rightToLeft.test(plain) ? `\u2068${plain}\u2069` : plain;
}
