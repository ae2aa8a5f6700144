// What the visitor may do, as far as it was told. Pure.
import type { View } from '@parley/link';
import type { News } from '../port';

/** A conversation is going on; until it ends, what is offered does not matter. */
export const talks = (view: View): boolean => view.stream !== '' && !view.over;

/** Why nothing can be sent now; empty when it can, or while the server has not said. */
export function shut(view: View): '' | 'busy' | 'offline' | 'none' {
  const { offer } = view;
  if (!offer || talks(view)) return '';
  if (offer.state === 'none') return 'none';
  return offer.async || offer.state === 'online' ? '' : offer.state;
}

/** What the loader is to know. Known is who has acted here before: to them the next page shows nothing where nothing is offered. */
export function news(view: View, open: boolean, known: boolean): News {
  const none = view.offer && shut(view) === 'none';
  const going = (talks(view) && !view.left) || view.pending.length > 0 || (!!none && known);
  return { t: 'unread', count: open ? 0 : view.unread, going, none };
}
