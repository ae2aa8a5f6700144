import type { View } from '@parley/link';

/** A message as it is read out: of what was pushed its words, without addresses; of a row of cards what they are called. */
export function said({ card, rich, text }: View['events'][number]): string {
  const cards = rich?.cards ?? [];
  const names = [...cards.map((one) => one.title), ...(rich?.products ?? []).map((one) => one.name)];
  if (rich?.choice) return sentences(rich.choice.question, rich.choice.options.join(', '));
  if (rich && names.length > 1) return names.join(', ');
  if (rich) return sentences(names[0], cards[0]?.text ?? rich.products?.[0]?.description);
  return card ? sentences(card.title, card.text) : (text ?? '');
}

/** What has no full stop of its own is given one, but for the last: the voice rests there. */
function sentences(...parts: (string | undefined)[]): string {
  const all = parts.flatMap((part) => part || []);
  return all.map((part, n) => (n === all.length - 1 || /\p{P}$/u.test(part) ? part : `${part}.`)).join(' ');
}
