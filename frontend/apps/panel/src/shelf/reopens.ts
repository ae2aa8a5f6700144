import type { ShelfItem } from '@parley/wire';

/** Whether the agent can take it back now: they set it aside, and it waits for its end or, after that, for them. */
export const reopens = ({ state, keep }: ShelfItem) => state === 'snoozed' || keep === true;
