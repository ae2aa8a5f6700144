import type { Say } from '@parley/ui';
import type { ShelfItem } from '@parley/wire';

/** Why a reserved conversation does not open, in a sentence. */
export function waitsFor(item: ShelfItem, say: Say, channel: (of: ShelfItem['channel']) => string): string {
  switch (item.waits) {
    case 'away':
      return say('shelf.away', { channel: channel(item.channel) });
    case 'full':
      return say('shelf.full');
    default:
      return say('shelf.soon');
  }
}
