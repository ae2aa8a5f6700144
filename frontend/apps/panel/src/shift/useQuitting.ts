import type { StateBox } from '@parley/wire';
import { useEffect, useState } from 'react';
import { quietly } from '../action';
import { usePort } from '../desk';
import { stillOpen } from './unsettled';

/** The open conversations while the window was to close on them, and what ends the question. */
export function useQuitting(boxes: readonly StateBox[]): [open: readonly StateBox[], done: () => void] {
  const port = usePort();
  const [asked, setAsked] = useState(false);
  useEffect(
    () =>
      port.onAsking(() => {
        quietly(port.asking());
        setAsked(true);
      }),
    [port],
  );
  const open = asked ? stillOpen(boxes) : [];
  // Who is alone again need not be asked.
  if (asked && open.length === 0) setAsked(false);
  return [open, () => setAsked(false)];
}
