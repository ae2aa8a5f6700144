import type { Panel, ShelfItem, StateBox } from '@parley/wire';

/** Whether it holds something that was not sent. */
export const holds = ({ draft, failed }: Pick<ShelfItem, 'draft' | 'failed'>): boolean =>
  draft === true || failed === true;

/** What lies aside and holds something that was not sent: signing out would lose it. */
export const heldAside = (shelf: readonly ShelfItem[]): ShelfItem[] => shelf.filter(holds);

/** Conversations that are the agent's no more, and hold something that was not sent. */
export const heldGone = (boxes: readonly StateBox[]): StateBox[] =>
  boxes.filter((box) => box.gone && holds(box));

/** Those that are open. */
export const stillOpen = (boxes: readonly StateBox[]): StateBox[] => boxes.filter((box) => !box.gone);

/** Whether something is still to be said of before the agent can go. */
export const unsettled = ({ boxes, shelf }: Pick<Panel, 'boxes' | 'shelf'>): boolean =>
  stillOpen(boxes).length + heldGone(boxes).length + heldAside(shelf).length > 0;
