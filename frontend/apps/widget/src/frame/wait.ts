// How the wait stands, in words. Pure.
import type { View } from '@parley/link';
import type { Words } from './words';

interface WaitWords {
  /** The place in the line; empty where it has none, or none was told. */
  title: string;
  more: string;
}

export function waitWords({ wait, offer }: View, words: Words): WaitWords {
  const title = wait && !wait.kept ? words.ahead(wait.ahead) : '';
  if (wait?.exceeded) return { title, more: words.exceeded };
  if (wait?.estimate) return { title, more: words.usually(Math.round(wait.estimate / 60_000)) };
  if (!offer?.async || (offer.state === 'online' && !wait?.kept)) return { title, more: words.waiting };
  return { title, more: offer.welcome || words.waitingLater };
}
