import type { Language } from '@parley/ui';
import { fits } from '../words';

export interface Emoji {
  sign: string;
  name: string;
  /** Words it is found by, beside its name. */
  words: string;
  group: Group;
}

/** The groups, in the order and by the numbers of the Unicode Consortium. */
export const groups = {
  smileys: 0,
  people: 1,
  nature: 3,
  food: 4,
  travel: 5,
  activities: 6,
  objects: 7,
  symbols: 8,
  flags: 9,
} as const;

export type GroupName = keyof typeof groups;
export type Group = (typeof groups)[GroupName];
export const groupNames = Object.keys(groups) as GroupName[];

const sources = { en: () => import('virtual:emoji/en'), fr: () => import('virtual:emoji/fr') };

/** All emoji with their names in a language: fetched when they are first asked for. */
export async function fetchEmoji(language: Language): Promise<Emoji[]> {
  const { default: all } = await sources[language]();
  return all.map(([sign, name, words, group]) => ({ sign, name, words, group: group as Group }));
}

/** Those that fit what was typed: first by their name, then by the words they are also found by. */
export function findEmoji(all: readonly Emoji[], typed: string, most: number): Emoji[] {
  const named = all.filter((one) => fits(one.name, typed));
  const also = all.filter((one) => !named.includes(one) && fits(`${one.name} ${one.words}`, typed));
  return [...named, ...also].slice(0, most);
}
