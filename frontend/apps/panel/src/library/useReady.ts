import type { ReadyMade } from '@parley/wire';
import { useEffect, useState } from 'react';
import { usePort } from '../desk';

/** What can be sent in a conversation, asked for while it is wanted; undefined until it is here. */
export function useReady(stream: string, wanted: boolean): ReadyMade | undefined {
  const port = usePort();
  const [told, setTold] = useState<{ stream: string; ready: ReadyMade }>();
  useEffect(() => {
    if (!wanted) return undefined;
    let late = false;
    port.library(stream).then(
      (ready) => !late && setTold({ stream, ready }),
      // Whoever writes goes on writing: without a list there is none.
      () => !late && setTold(undefined),
    );
    return () => {
      late = true;
    };
  }, [port, stream, wanted]);
  return wanted && told?.stream === stream ? told.ready : undefined;
}
