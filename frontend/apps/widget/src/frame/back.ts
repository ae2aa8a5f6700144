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

export function useBack(link: Link, { back }: View, text: string, write: (text: string) => void): Back {
  const [code, setCode] = useState('');
  const came = useRef('');
  useEffect(() => {
    const take = () => {
      // Of several tabs the one that is looked at takes them.
      if (back.length === 0 || document.visibilityState !== 'visible') return;
      const all = joined(text, came.current, back.map((p) => p.text).join('\n'));
      came.current = all;
      write(all);
      setCode(back[0]?.refused?.code ?? '');
      for (const p of back) link.discard(p.id);
    };
    take();
    document.addEventListener('visibilitychange', take);
    return () => document.removeEventListener('visibilitychange', take);
  }, [back]);
  return { code, goOn: () => setCode('') };
}
