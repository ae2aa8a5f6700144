import { type Say, unturned } from '@parley/ui';
import type { ThreadLine } from '@parley/wire';

/** Who wrote a message, to the agent of this name. */
export function authorOf({ kind, name }: ThreadLine, me: string, say: Say): string {
  return kind === 'agent' && (!name || name === me) ? say('thread.you') : unturned(name ?? '');
}
