import type { Thread } from '@parley/wire';
import { useMemo, useState } from 'react';
import { type Chosen, everything, passes, type Sort, toggled } from './filter';

export interface Filter {
  /** Whether the bar is on screen: asked for, or because something is hidden. */
  shown: boolean;
  chosen: Chosen;
  open: () => void;
  toggle: (sort: Sort) => void;
  reset: () => void;
}

/** The filter of this window, whichever conversation it shows. */
export function useFilter(): Filter {
  const [asked, setAsked] = useState(false);
  const [chosen, setChosen] = useState<Chosen>(everything);
  return {
    shown: asked || chosen.size > 0,
    chosen,
    open: () => {
      setAsked(!(asked || chosen.size > 0));
      setChosen(everything);
    },
    toggle: (sort) => setChosen((was) => toggled(was, sort)),
    reset: () => setChosen(everything),
  };
}

/** The thread with only what was chosen. */
export function useNarrowed(thread: Thread, chosen: Chosen): Thread {
  return useMemo(
    () =>
      chosen.size > 0 ? { ...thread, lines: thread.lines.filter((line) => passes(line, chosen)) } : thread,
    [thread, chosen],
  );
}
