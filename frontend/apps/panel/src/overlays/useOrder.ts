import { useRef } from 'react';
import { type Said, useAction } from '../action';
import { usePort } from '../desk';
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
 * as the sheet is open: who changes what the sheet says wants that no more.
 */
export function useOrder(stream: string): Order {
  const port = usePort();
  const [run, said, clear] = useAction();
  const goesAgain = useRef(false);
  const noted = useSteady((order: () => Promise<void>) =>
    run(async () => {
      goesAgain.current = false;
      try {
        await order();
      } catch (thrown) {
        goesAgain.current = refusal(thrown).code === 'unavailable';
        throw thrown;
      }
    }),
  );
  const changed = useSteady(() => {
    if (!goesAgain.current) return;
    goesAgain.current = false;
    withdraw(port, [{ stream }]);
    clear();
  });
  return { run: noted, said, clear, changed };
}
