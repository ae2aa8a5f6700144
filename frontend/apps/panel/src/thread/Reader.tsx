import type { Thread } from '@parley/wire';
import { FilterBar } from './FilterBar';
import { everything } from './filter';
import { Log } from './Log';
import { type Filter, useNarrowed } from './useFilter';

interface Props {
  thread: Thread;
  me: string;
  /** Absent beside the conversation that is worked in. */
  filter: Filter | undefined;
  onRetry: (key: string) => void;
  onDiscard: (key: string) => void;
}

/** A conversation, as far as the filter lets it be seen. */
export function Reader({ thread, filter, ...rest }: Props) {
  const chosen = filter?.chosen ?? everything;
  const narrowed = useNarrowed(thread, chosen);
  return (
    <>
      {filter?.shown && (
        <FilterBar thread={thread} chosen={chosen} onToggle={filter.toggle} onReset={filter.reset} />
      )}
      <Log key={[...chosen].join(' ')} thread={narrowed} {...rest} />
    </>
  );
}
