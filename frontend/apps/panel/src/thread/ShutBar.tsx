import { Button, dayAndTime, fromNow, useLocale, useNow, useSay, within } from '@parley/ui';
import type { ShelfItem } from '@parley/wire';
import { AlarmClock, RotateCcw, UserCheck } from 'lucide-react';
import { useChannel } from '../channel';
import { reopenId } from '../compose/caret';
import { usePort } from '../desk';
import type { Ask } from '../screen';
import { reopens } from '../shelf/reopens';
import { waitsFor } from '../shelf/waits';
import './shut.css';

interface Props {
  /** Why it lies aside. */
  item: ShelfItem;
  clock: number;
  ask: Ask;
}

/** Stands where one would write, in a conversation of the agent's that is not open. */
export function ShutBar({ item, clock, ask }: Props) {
  const say = useSay();
  const channel = useChannel();
  return item.state === 'snoozed' ? (
    <Snoozed item={item} clock={clock} ask={ask} />
  ) : (
    <div className="shut" data-testid="shut">
      <UserCheck size={16} aria-hidden="true" />
      <div className="shut-text">
        <p>
          <strong>{say('shut.reserved')}</strong> <span aria-hidden="true">·</span>{' '}
          <span>{item.from ? say('shelf.from', { name: within(item.from) }) : say('shelf.kept')}</span>
        </p>
        <p>{waitsFor(item, say, channel)}</p>
      </div>
      {reopens(item) && <Reopen item={item} ask={ask} />}
    </div>
  );
}

function Snoozed({ item, clock, ask }: Props & { item: ShelfItem }) {
  const say = useSay();
  const locale = useLocale();
  const now = useNow() + clock;
  const until = item.until ?? now;
  return (
    <div className="shut" data-testid="shut">
      <AlarmClock size={16} aria-hidden="true" />
      <div className="shut-text">
        <p>
          <strong>{say('shut.snoozed', { when: dayAndTime(until, now, locale) })}</strong>{' '}
          <span className="figures">({fromNow(until, now, locale)})</span>
        </p>
        <p>{say(item.keep ? 'shut.keep' : 'shut.group')}</p>
      </div>
      <Reopen item={item} ask={ask} />
    </div>
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
