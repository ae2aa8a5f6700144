import type { ClosingForm } from '@parley/wire';
import { fits, lengthOf, longestName } from '../words';

/** A tag that can be ticked: one that is there, by its id, or one that is made, by its name. */
export interface Choice {
  key: string;
  name: string;
}

/** The choices under one heading. */
export interface Part {
  heading: 'recommended' | 'others';
  choices: Choice[];
}

export const madeKey = (name: string) => `made ${name}`;

/** The name as it would be kept: on one line, without blanks at its ends. */
export const tidy = (typed: string) => typed.trim().replace(/\s+/gu, ' ');

/** The tags that fit what was typed: the recommended ones in their order, the others from A to Z. */
export function partsOf(form: ClosingForm, typed: string, language: string): Part[] {
  const { compare } = new Intl.Collator(language);
  const choice = ({ id, name }: { id: string; name: string }): Choice => ({ key: id, name });
  const fitting = (list: Choice[]) => list.filter((one) => fits(one.name, typed));
  const all: Part[] = [
    { heading: 'recommended', choices: fitting(form.recommended.map(choice)) },
    {
      heading: 'others',
      choices: fitting(form.others.map(choice)).sort((one, other) => compare(one.name, other.name)),
    },
  ];
  return all.filter((part) => part.choices.length > 0);
}

/** The name a new tag would have, where one can be made of what was typed: none is called so, and agents make some. */
export function creatable(form: ClosingForm, made: readonly string[], typed: string): string | undefined {
  const name = tidy(typed);
  const plain = (text: string) => text.toLowerCase();
  const taken = [...form.recommended, ...form.others].map((tag) => tag.name).concat(made);
  if (form.fixed || !name || lengthOf(name) > longestName) return undefined;
  return taken.some((other) => plain(other) === plain(name)) ? undefined : name;
}
