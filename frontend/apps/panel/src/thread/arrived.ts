import type { ThreadLine } from '@parley/wire';

/** How far a message of the agents' has come that the server has. */
export type Arrived = 'sent' | 'delivered' | 'seen';

export function isArrived(state: ThreadLine['state']): state is Arrived {
  return state === 'sent' || state === 'delivered' || state === 'seen';
}
