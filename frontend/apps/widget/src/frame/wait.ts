// How the wait stands, in words. Pure.
import type { View } from '@parley/link';
import type { Words } from './words';

interface WaitWords {
  /** The place in the line; empty where it has none, or none was told. */
  title: string;
  more: string;
}

export function waitWords({ wait, offer }: View, words: Words): WaitWords {
  // Somebody may well be free who is not to have it.
  if (wait?.kept) return { title: '', more: words.waitingKept };
  // To be next is no comfort where nobody is there, nor is how long it takes when somebody is.
  const title = wait && !(wait.absent && wait.ahead === 0) ? words.ahead(wait.ahead) : '';
  const later = (offer?.async && offer.welcome) || words.waitingLater;
  if (wait?.absent) return { title, more: later };
  if (wait?.exceeded) return { title, more: words.exceeded };
  if (wait?.estimate) return { title, more: words.usually(Math.round(wait.estimate / 60_000)) };
  // The offer may be old: to who is in a conversation it is told again only when the rules change.
  return { title, more: offer?.async && offer.state !== 'online' ? later : words.waiting };
}
