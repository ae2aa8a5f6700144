/** A variable that stands in a text. */
export interface Variable {
  from: number;
  to: number;
  /** As it stands there, with its braces. */
  text: string;
}

/** Those of the variables in a text that have one of these names, for the eye: they are marked while they are there. */
export function unfilled(text: string, names: readonly string[]): Variable[] {
  return variables(text).filter((one) => names.includes(one.text.slice(1, -1)));
}

/**
 * What is written as a variable is in a text. Which names are any, and whether a text may be sent, is the program's
 * to say, by the same cases.
 */
export function variables(text: string): Variable[] {
  return [...text.matchAll(/\{[A-Za-z][A-Za-z0-9_]*\}/g)].map((found) => ({
    from: found.index,
    to: found.index + found[0].length,
    text: found[0],
  }));
}
