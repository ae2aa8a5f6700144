import type { ReadyAnswer, ReadyCard } from '@parley/wire';
import { finder, splitter } from '../words';

/** Things under one heading. */
export interface Part<T> {
  key: string;
  heading: string;
  things: T[];
}

/** How well something fits what was typed; the smallest first, undefined for not at all. */
type Rank = number | undefined;

const ofAnswer = splitter((one: ReadyAnswer) => [one.title, one.category, one.text]);
const ofCard = splitter((one: ReadyCard) => [one.title, one.text ?? '', one.url]);

/** The answers that fit: whose title fits, then whose category does, then whose words do, each in their order. */
export function findAnswers(answers: readonly ReadyAnswer[], typed: string): ReadyAnswer[] {
  return ownTongueFirst(ranked(answers, typed, ofAnswer));
}

/** Answers in another language than the visitor's come last. */
export const ownTongueFirst = (answers: readonly ReadyAnswer[]): ReadyAnswer[] => [
  ...answers.filter((one) => !one.foreign),
  ...answers.filter((one) => one.foreign),
];

export function findCards(cards: readonly ReadyCard[], typed: string): ReadyCard[] {
  return ranked(cards, typed, ofCard);
}

/** Answers under their categories, in their order; one's own apart from those of all. */
export function byCategory(answers: readonly ReadyAnswer[]): Part<ReadyAnswer>[] {
  const parts: Part<ReadyAnswer>[] = [];
  for (const answer of answers) {
    const key = `${answer.own ? 'own' : 'shared'} ${answer.category}`;
    const part = parts.find((one) => one.key === key);
    if (part) part.things.push(answer);
    else parts.push({ key, heading: answer.category, things: [answer] });
  }
  return parts;
}

function ranked<T>(things: readonly T[], typed: string, wordsOf: (thing: T) => string[][]): T[] {
  const fits = finder(typed);
  const rank = (thing: T): Rank => {
    const all = wordsOf(thing);
    const place = all.findIndex(fits);
    if (place >= 0) return place;
    return fits(all.flat()) ? all.length : undefined;
  };
  return things
    .map((thing) => ({ thing, rank: rank(thing) }))
    .filter((one) => one.rank !== undefined)
    .sort((a, b) => (a.rank ?? 0) - (b.rank ?? 0))
    .map((one) => one.thing);
}
