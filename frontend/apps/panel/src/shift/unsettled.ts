import type { Panel, ShelfItem } from '@parley/wire';

/** What lies aside and holds something that was not sent: signing out would lose it. */
export const heldAside = (shelf: readonly ShelfItem[]): ShelfItem[] =>
  shelf.filter((item) => item.draft || item.failed);

/** Whether something is still to be said of before the agent can go. */
export const unsettled = ({ boxes, shelf }: Pick<Panel, 'boxes' | 'shelf'>): boolean =>
  boxes.length > 0 || heldAside(shelf).length > 0;
