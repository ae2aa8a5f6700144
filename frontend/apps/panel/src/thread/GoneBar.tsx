import { Button, useSay } from '@parley/ui';
import type { Thread } from '@parley/wire';
import { Lock } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { toPane } from '../compose/caret';
import type { Drafts } from '../compose/drafts';
import { Pasted } from '../compose/Pasted';
import { usePort } from '../desk';
import type { Ask } from '../screen';
import { CopyWritten, useWritten, Written } from './Written';
import './shut.css';

interface Props {
  thread: Thread;
  drafts: Drafts;
  ask: Ask;
}

/**
 * Stands where one would write, in a conversation that is not the agent's any more. Nothing in it takes the caret by
 * itself: what one goes on typing when it goes is then written and pressed nowhere.
 */
export function GoneBar({ thread, drafts, ask }: Props) {
  const say = useSay();
  const port = usePort();
  const { stream, stays } = thread;
  const { text: written, pasted, drop } = useWritten(thread, drafts);
  const leaves = useRef(false);
  const putAway = async () => {
    if (leaves.current) return; // a key that is held down
    leaves.current = true;
    leaves.current = await ask(() => port.putAway(stream));
  };
  // What comes on screen then may be gone too: its words are not to go by the key that put these away.
  useEffect(
    () => () => {
      if (leaves.current) requestAnimationFrame(toPane);
    },
    [],
  );
  return (
    <div className="shut" data-testid="shut">
      <Lock size={16} aria-hidden="true" />
      <div className="shut-text">
        <p>{say('shut.gone')}</p>
        {written && <Written text={written} />}
        {pasted.length > 0 && !stays && <p>{say('shut.lost')}</p>}
        {pasted.length > 0 && <Pasted files={pasted} onDrop={drop} />}
      </div>
      <div className="shut-acts">
        {written && <CopyWritten text={written} ask={ask} />}
        {stays && (
          <Button look="strong" data-testid="shut-away" onClick={putAway}>
            {say('shut.away')}
          </Button>
        )}
      </div>
    </div>
  );
}
