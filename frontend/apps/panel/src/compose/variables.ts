/** A variable that stands in a text. */
export interface Variable {
  from: number;
  to: number;
  /** As it stands there, with its braces. */
  text: string;
}

/**
 * The variables in a text, for the eye: they are marked while they are there. Whether a text may be sent is the
 * program's to say, by the same cases.
 */
export function variables(text: string): Variable[] {
  return [...text.matchAll(/\{[A-Za-z][A-Za-z0-9_]*\}/g)].map((found) => ({
    from: found.index,
    to: found.index + found[0].length,
    text: found[0],
  }));
}
