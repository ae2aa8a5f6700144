// What the visitor may do, as far as it was told. Pure.
import type { View } from '@parley/link';

/** A conversation is going on; until it ends, what is offered does not matter. */
export const talks = (view: View): boolean => view.stream !== '' && !view.over;

/** Why nothing can be sent now; empty when it can, or while the server has not said. */
export function shut(view: View): '' | 'busy' | 'offline' | 'none' {
  const { offer } = view;
  if (!offer || talks(view)) return '';
  if (offer.state === 'none') return 'none';
  return offer.async || offer.state === 'online' ? '' : offer.state;
}
