import { type Say, unturned } from '@parley/ui';
import type { ThreadLine } from '@parley/wire';

/** Who wrote a message, to the agent of this name, in a conversation with this visitor: what they are called may change. */
export function authorOf({ kind, name }: ThreadLine, me: string, visitor: string, say: Say): string {
  if (kind === 'visitor') return unturned(visitor);
  return kind === 'agent' && (!name || name === me) ? say('thread.you') : unturned(name ?? '');
}
