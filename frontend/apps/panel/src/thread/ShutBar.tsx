import { Button, dayAndTime, fromNow, useLocale, useNow, useSay, within } from '@parley/ui';
import type { ShelfItem, Thread } from '@parley/wire';
import { AlarmClock, RotateCcw, Trash2, Undo2, UserCheck } from 'lucide-react';
import { useChannel } from '../channel';
import { reopenId, toPane } from '../compose/caret';
import type { Drafts } from '../compose/drafts';
import { Pasted } from '../compose/Pasted';
import { usePort } from '../desk';
import type { Ask } from '../screen';
import { reopens } from '../shelf/reopens';
import { waitsFor } from '../shelf/waits';
import { CopyWritten, useWritten, Written } from './Written';
import './shut.css';

interface Props {
  thread: Thread;
  /** Why it lies aside. */
  item: ShelfItem;
  clock: number;
  drafts: Drafts;
  ask: Ask;
}

/**
 * Stands where one would write, in a conversation of the agent's that is not open. What was written before is sent once
 * it is open again; here it can be thrown away.
 */
export function ShutBar({ thread, item, clock, drafts, ask }: Props) {
  const say = useSay();
  const { text: written, discard, restore, pasted, drop } = useWritten(thread, drafts);
  const throwAway = () => {
    discard();
    requestAnimationFrame(toPane); // what was pressed goes with its text
  };
  const putBack = () => {
    restore?.();
    requestAnimationFrame(toPane);
  };
  const Icon = item.state === 'snoozed' ? AlarmClock : UserCheck;
  return (
    <div className="shut" data-testid="shut">
      <Icon size={16} aria-hidden="true" />
      <div className="shut-text">
        {item.state === 'snoozed' ? <Snoozed item={item} clock={clock} /> : <Reserved item={item} />}
        {written && <Written text={written} />}
        {pasted.length > 0 && <Pasted files={pasted} onDrop={drop} />}
      </div>
      <div className="shut-acts">
        {written && (
          <>
            <CopyWritten key={thread.stream} text={written} ask={ask} />
            <Button data-testid="shut-discard" onClick={throwAway}>
              <Trash2 size={14} aria-hidden="true" />
              {say('shut.discard')}
            </Button>
          </>
        )}
        {restore && (
          <Button data-testid="shut-restore" onClick={putBack}>
            <Undo2 size={14} aria-hidden="true" />
            {say('shut.restore')}
          </Button>
        )}
        {reopens(item) && <Reopen item={item} ask={ask} />}
      </div>
    </div>
  );
}

function Reserved({ item }: Pick<Props, 'item'>) {
  const say = useSay();
  const channel = useChannel();
  return (
    <>
      <p>
        <strong>{say('shut.reserved')}</strong> <span aria-hidden="true">·</span>{' '}
        <span>{item.from ? say('shelf.from', { name: within(item.from) }) : say('shelf.kept')}</span>
      </p>
      <p>{waitsFor(item, say, channel)}</p>
    </>
  );
}

function Snoozed({ item, clock }: Pick<Props, 'item' | 'clock'>) {
  const say = useSay();
  const locale = useLocale();
  const now = useNow() + clock;
  const until = item.until ?? now;
  return (
    <>
      <p>
        <strong>{say('shut.snoozed', { when: dayAndTime(until, now, locale) })}</strong>{' '}
        <span className="figures">({fromNow(until, now, locale)})</span>
      </p>
      <p>{say(item.keep ? 'shut.keep' : 'shut.group')}</p>
    </>
  );
}

/** Takes back what the agent set aside: before its end, or after it while it waits for them. */
function Reopen({ item, ask }: Pick<Props, 'item' | 'ask'>) {
  const say = useSay();
  const port = usePort();
  return (
    <Button
      id={reopenId}
      look="strong"
      data-testid="shut-reopen"
      onClick={() => ask(() => port.wake(item.stream))}
    >
      <RotateCcw size={14} aria-hidden="true" />
      {say('shut.reopen')}
    </Button>
  );
}
