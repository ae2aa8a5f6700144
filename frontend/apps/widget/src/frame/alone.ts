// Whether the visitor waits for an answer alone.
import type { View } from '@parley/link';
import { useEffect, useState } from 'preact/hooks';
import { talks } from './standing';

/** Whose last words wait this long is as good as alone, though somebody has joined. */
export const patience = 2 * 60_000;

/** From when on, by our clock, the visitor may wish to be told of the answer elsewhere; infinite for never. */
export function aloneFrom(view: View): number {
  if (!view.offer?.async || !view.offer.mail || !talks(view) || view.left) return Number.POSITIVE_INFINITY;
  if (view.waits) return 0;
  const last = view.events.findLast((e) => e.kind === 'message');
  return last?.from === 'visitor' ? last.at - view.skew + patience : Number.POSITIVE_INFINITY;
}

export function useAlone(view: View): boolean {
  const [now, setNow] = useState(Date.now);
  const from = aloneFrom(view);
  useEffect(() => {
    if (!Number.isFinite(from)) return;
    const timer = setTimeout(() => setNow(Date.now()), Math.max(0, from - Date.now()));
    return () => clearTimeout(timer);
  }, [from]);
  return from <= now;
}
