// Puts what nobody could read back where the visitor writes.
import type { Link, View } from '@parley/link';
import { useEffect, useRef, useState } from 'preact/hooks';

export interface Back {
  /** Why it came back; empty once the visitor has gone on. */
  code: string;
  goOn(): void;
}

/** What comes back later belongs after what came before it, but before what was written since. */
export const joined = (text: string, came: string, back: string): string =>
  [text === came ? text : '', back, text === came ? '' : text].filter(Boolean).join('\n');

/** Those that are not yet taken; they are from now on. What comes back may still be shown once more as it is taken. */
export function fresh<T extends { id: string }>(back: readonly T[], taken: Set<string>): T[] {
  const found = back.filter((p) => !taken.has(p.id));
  for (const p of found) taken.add(p.id);
  return found;
}

export function useBack(link: Link, { back }: View, text: string, write: (text: string) => void): Back {
  const [code, setCode] = useState('');
  const came = useRef('');
  const taken = useRef(new Set<string>());
  useEffect(() => {
    const take = () => {
      // Of several tabs the one that is looked at takes them.
      if (document.visibilityState !== 'visible') return;
      const now = fresh(back, taken.current);
      if (now.length === 0) return;
      const all = joined(text, came.current, now.map((p) => p.text).join('\n'));
      came.current = all;
      write(all);
      setCode(now[0]?.refused?.code ?? '');
      for (const p of now) link.discard(p.id);
    };
    take();
    document.addEventListener('visibilitychange', take);
    return () => document.removeEventListener('visibilitychange', take);
  }, [back]);
  return { code, goOn: () => setCode('') };
}
