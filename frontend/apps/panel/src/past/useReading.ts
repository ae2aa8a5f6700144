import type { Panel, PastConversation } from '@parley/wire';
import { useState } from 'react';
import { toCompose } from '../compose/caret';
import { useSteady } from '../steady';
import { onScreen } from '../store/onScreen';
import { type Filter, useFilter } from '../thread/useFilter';
import { type Past, reachesOn, usePast } from './usePast';

/** What the agent reads in the conversation that is worked in: all of it or a part, or an earlier one in its place. */
export interface Reading {
  filter: Filter;
  past: Past;
  more: () => Promise<void>;
  /** Reads one more of the conversations before into the thread; absent where there is none. */
  reach: (() => Promise<void>) | undefined;
  /** The earlier conversation that is read. */
  current: PastConversation | undefined;
  read: (past: PastConversation) => void;
  /** Back to the present one, and to writing. */
  back: () => void;
}

export function useReading(panel: Panel): Reading {
  const thread = onScreen(panel);
  const stream = thread?.stream ?? '';
  const held = thread?.open || panel.shelf.some((item) => item.stream === stream);
  const filter = useFilter();
  const { past, onMore, onReach } = usePast(stream, held, panel.line.state === 'online');
  const reach = useSteady(onReach);
  const [opened, setOpened] = useState<{ of: string; past: PastConversation }>();
  // Going to another conversation ends it: whoever comes back sees what was said meanwhile.
  if (opened && opened.of !== stream) setOpened(undefined);
  return {
    filter,
    past,
    more: onMore,
    reach: reachesOn(past) ? reach : undefined,
    current: opened?.of === stream ? opened.past : undefined,
    read: (one) => setOpened({ of: stream, past: one }),
    back: () => {
      setOpened(undefined);
      toCompose();
    },
  };
}
