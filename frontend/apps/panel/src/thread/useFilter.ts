import type { PastThread, Thread } from '@parley/wire';
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

function narrowed<T extends Thread | PastThread | undefined>(whole: T, chosen: Chosen): T {
  if (!whole || chosen.size === 0) return whole;
  return { ...whole, lines: whole.lines.filter((line) => passes(line, chosen)) };
}

/** What has lines, with only those that were chosen. */
export function useNarrowed<T extends Thread | undefined>(whole: T, chosen: Chosen): T {
  return useMemo(() => narrowed(whole, chosen), [whole, chosen]);
}

/** The same of earlier conversations. */
export function useAllNarrowed(all: readonly PastThread[], chosen: Chosen): readonly PastThread[] {
  return useMemo(() => all.map((one) => narrowed(one, chosen)), [all, chosen]);
}
