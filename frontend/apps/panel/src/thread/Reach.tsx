import { Button, useSay } from '@parley/ui';
import { useRef } from 'react';
import { useAction } from '../action';

/** Leads, above the conversations that are read in the thread, to the one before them. */
export function Reach({ onReach }: { onReach: () => Promise<void> }) {
  const say = useSay();
  const [run, said] = useAction();
  const button = useRef<HTMLButtonElement>(null);
  const reach = async () => {
    // What comes takes this out of sight, and with it the keys of who pressed it: they go on in the thread.
    const thread = button.current?.closest<HTMLElement>('[role="log"]');
    if (await run(onReach)) thread?.focus({ preventScroll: true });
  };
  return (
    <div className="past-reach">
      <Button ref={button} look="link" data-testid="past-reach" onClick={reach}>
        {say('past.reach')}
      </Button>
      {said && <p role="alert">{said.text}</p>}
    </div>
  );
}
