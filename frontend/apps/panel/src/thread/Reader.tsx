import type { PastThread, Thread } from '@parley/wire';
import { useCallback } from 'react';
import { quietly } from '../action';
import { usePort } from '../desk';
import { PastView } from '../past/PastView';
import type { Reading } from '../past/useReading';
import { FilterBar } from './FilterBar';
import { everything } from './filter';
import { Log } from './Log';
import { useAllNarrowed, useNarrowed } from './useFilter';

interface Props {
  thread: Thread;
  me: string;
  /** Absent beside the conversation that is worked in. */
  reading: Reading | undefined;
  onRetry: (key: string) => void;
  onCopy?: ((text: string) => Promise<boolean>) | undefined;
  onDiscard: (key: string) => void;
  onUndo: (key: string) => void;
}

const none: readonly PastThread[] = [];

/** A conversation, as far as the filter lets it be seen, or what is read in its place. */
export function Reader({ thread, reading, me, ...rest }: Props) {
  const port = usePort();
  const { stream } = thread;
  const onView = useCallback((key: string) => quietly(port.inView(stream, key)), [port, stream]);
  const filter = reading?.filter;
  const chosen = filter?.chosen ?? everything;
  const narrowed = useNarrowed(thread, chosen);
  const earlier = useAllNarrowed(reading?.past.above ?? none, chosen);
  const current = reading?.current;
  // Where somebody's words are hidden, what is in view does not say how far down all was before one's eyes.
  const whole = chosen.size === 0 || (chosen.has('visitor') && chosen.has('agent'));
  return (
    <>
      {filter?.shown && (
        <FilterBar thread={thread} chosen={chosen} onToggle={filter.toggle} onReset={filter.reset} />
      )}
      {reading && current ? (
        <PastView
          key={current.stream}
          thread={thread}
          past={current}
          me={me}
          chosen={chosen}
          onBack={reading.back}
        />
      ) : (
        <Log
          key={[...chosen].join(' ')}
          thread={narrowed}
          earlier={earlier}
          onReach={reading?.reach}
          me={me}
          {...rest}
          onView={reading && whole ? onView : undefined}
        />
      )}
    </>
  );
}
