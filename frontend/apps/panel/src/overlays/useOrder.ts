import { speaker } from '@parley/ui';
import { useEffect, useRef } from 'react';
import { type Said, useAction } from '../action';
import { usePort } from '../desk';
import { inBoth } from '../inBoth';
import { refusal } from '../port/refusal';
import { useSteady } from '../steady';
import { withdraw } from '../withdraw';

interface Order {
  run: (order: () => Promise<void>) => Promise<boolean>;
  /** Why it was refused. */
  said: Said | undefined;
  clear: () => void;
  /** What the sheet says has changed. */
  changed: () => void;
}

/**
 * The order that a sheet gives for a conversation. One over which the line was lost is asked again as it was given, as long
 * as the sheet is open: who changes what the sheet says, then or before that was known, wants that no more.
 */
export function useOrder(stream: string): Order {
  const port = usePort();
  const [run, said, clear] = useAction();
  /** Whether one may stand that is asked again: giving it up need not have reached it in time. */
  const stands = useRef(false);
  /** Whether the sheet was changed since it gave one. */
  const touched = useRef(false);
  const giveUp = () => withdraw(port, [{ stream }]);
  // A sheet that is left says nothing any more.
  useEffect(
    () => () => {
      touched.current = true;
    },
    [],
  );
  const noted = useSteady((order: () => Promise<void>) =>
    run(async () => {
      touched.current = false;
      try {
        await order();
        stands.current = false;
      } catch (thrown) {
        if (refusal(thrown).code !== 'unavailable') throw thrown;
        stands.current = true;
        if (!touched.current) throw thrown;
        giveUp();
        throw inBoth('unavailable', undefined, (language) => speaker(language)('order.changed'));
      }
    }),
  );
  const changed = useSteady(() => {
    touched.current = true;
    if (!stands.current) return;
    giveUp();
    if (said?.code === 'unavailable') clear();
  });
  return { run: noted, said, clear, changed };
}
