import { type Language, speaker } from '@parley/ui';
import { Refusal } from './port/refusal';

/** A refusal that is said in both languages, where the program has no sentence for it. */
export function inBoth(
  code: string,
  field: string | undefined,
  words: (language: Language) => string,
): Refusal {
  return new Refusal(code, words('en'), field, [], words('fr'));
}

/** Says of what it is that this is refused. */
export const refusedOf = (language: Language, what: string, why: string): string =>
  speaker(language)('refused.of', { what, why });
