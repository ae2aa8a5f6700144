import { Button, useSay } from '@parley/ui';
import type { Thread } from '@parley/wire';
import { Check, Copy, Lock } from 'lucide-react';
import { useEffect, useReducer, useRef } from 'react';
import { toPane } from '../compose/caret';
import type { Drafts } from '../compose/drafts';
import { useCopied } from '../copied';
import { usePort } from '../desk';
import type { Ask } from '../screen';
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
  const [, again] = useReducer((n: number) => n + 1, 0);
  // A message that was on its way when it went comes back to what was written.
  useEffect(() => drafts.onGivenBack((of) => of === stream && again()), [drafts, stream]);
  const written = drafts.text(stream, thread.draft).trim();
  const [copied, copy] = useCopied(() => ask(() => port.copyText(written)));
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
        {written && (
          <>
            <p id="shut-written">{say('shut.written')}</p>
            <blockquote
              className="shut-written"
              dir="auto"
              aria-labelledby="shut-written"
              data-testid="shut-written"
            >
              {written}
            </blockquote>
          </>
        )}
      </div>
      <div className="shut-acts">
        {written && (
          <Button keepsCaret data-testid="shut-copy" onClick={copy}>
            {copied ? <Check size={14} aria-hidden="true" /> : <Copy size={14} aria-hidden="true" />}
            <span aria-live="polite">{say(copied ? 'id.copied' : 'shut.copy')}</span>
          </Button>
        )}
        {stays && (
          <Button look="strong" data-testid="shut-away" onClick={putAway}>
            {say('shut.away')}
          </Button>
        )}
      </div>
    </div>
  );
}
