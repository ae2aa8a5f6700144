import { explain } from '@parley/ui';
import { useLayoutEffect, useRef } from 'react';
import { type Said, useAction } from '../action';
import { inBoth, refusedOf } from '../inBoth';
import { refusal } from '../port/refusal';
import type { Ask } from '../screen';
import { useSteady } from '../steady';

interface Here {
  run: Ask;
  refused: Said | undefined;
  forget: () => void;
  /** Whether the conversation is still the one that is written in. */
  still: (stream: string) => boolean;
}

/**
 * Runs what is ordered where one writes in a conversation. Why it was refused is said there; once another conversation is
 * written in, it is told across the window, with whose it is.
 */
export function useHere(stream: string, name: string, ask: Ask): Here {
  const [run, refused, forget] = useAction();
  const shown = useRef<string>(undefined);
  useLayoutEffect(() => {
    shown.current = stream;
    return () => {
      shown.current = undefined;
    };
  }, [stream]);
  const still = useSteady((of: string) => of === shown.current);
  const here = async (order: () => Promise<void>) => {
    let obeyed = true;
    const said = await run(async () => {
      try {
        await order();
      } catch (thrown) {
        if (still(stream)) throw thrown;
        obeyed = false;
        const why = refusal(thrown);
        const told = inBoth(why.code, why.field, (language) =>
          refusedOf(language, name, explain(language, why)),
        );
        ask(() => Promise.reject(told));
      }
    });
    return said && obeyed;
  };
  return { run: here, refused, forget, still };
}
