import { explain, useLanguage } from '@parley/ui';
import { useEffect, useState } from 'react';
import { usePort } from '../desk';
import type { Port } from '../port/port';
import { refusal } from '../port/refusal';
import { asking } from './gone';

/** So many small pictures stay at hand: rows come and go while somebody scrolls. */
const most = 60;
const held = new WeakMap<Port, Map<string, string>>();

function heldBy(port: Port): Map<string, string> {
  const mine = held.get(port) ?? new Map<string, string>();
  held.set(port, mine);
  return mine;
}

export interface Picture {
  /** The picture as data, absent while it is not here. */
  src: string | undefined;
  /** Why it cannot be shown. */
  error: string | undefined;
  again: () => void;
}

/** A picture of a conversation, small or whole. */
export function usePicture(stream: string, file: string, whole: boolean): Picture {
  const port = usePort();
  const language = useLanguage();
  const key = `${stream} ${file}`;
  const [src, setSrc] = useState(() => (whole ? undefined : heldBy(port).get(key)));
  const [error, setError] = useState<string>();
  const [tries, setTries] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another try is asked for by its number
  useEffect(() => {
    if (src || !file) return undefined;
    let wanted = true;
    setError(undefined);
    asking(port, file, () => port.picture(stream, file, whole)).then(
      (data) => {
        if (!whole) {
          const mine = heldBy(port);
          if (mine.size >= most) mine.delete(mine.keys().next().value ?? '');
          mine.set(key, data);
        }
        if (wanted) setSrc(data);
      },
      (thrown) => {
        if (!wanted) return;
        setError(explain(language, refusal(thrown)));
      },
    );
    return () => {
      wanted = false;
    };
  }, [port, stream, file, whole, tries]);
  return { src, error, again: () => setTries((n) => n + 1) };
}
