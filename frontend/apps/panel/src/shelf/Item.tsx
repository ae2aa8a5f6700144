import {
  Button,
  ChannelIcon,
  fromNow,
  Hidden,
  shortMoment,
  unturned,
  useLocale,
  useNow,
  useSay,
  within,
} from '@parley/ui';
import type { ShelfItem } from '@parley/wire';
import { AlarmClock, RotateCcw, UserCheck } from 'lucide-react';
import { useChannel } from '../channel';
import { usePort } from '../desk';
import type { Ask } from '../screen';
import { NotSent } from '../shift/NotSent';
import { reopens } from './reopens';
import { waitsFor } from './waits';

interface Props {
  item: ShelfItem;
  current: boolean;
  clock: number;
  ask: Ask;
  onChoose: (stream: string) => void;
}

/** One conversation that lies aside: who, until when or for what, and their last words. */
export function Item({ item, current, clock, ask, onChoose }: Props) {
  const say = useSay();
  const port = usePort();
  return (
    <div className="shelf-item" data-state={item.state} data-current={current}>
      <button
        type="button"
        className="shelf-open"
        data-testid={`shelf-${item.stream}`}
        aria-current={current ? 'true' : undefined}
        title={within(item.name)}
        onMouseDown={(press) => press.preventDefault()}
        onClick={() => onChoose(item.stream)}
      >
        <span className="shelf-row">
          <ChannelIcon channel={item.channel} size={14} />
          <Hidden>{say(`channel.${item.channel}`)}</Hidden>
          <bdi className="shelf-name">{unturned(item.name)}</bdi>
          <span className="shelf-label figures">{item.label}</span>
        </span>
        {item.state === 'snoozed' ? <Until item={item} clock={clock} /> : <From item={item} />}
        {(item.failed || item.draft) && (
          <span className="shelf-marks">
            <NotSent of={item} />
          </span>
        )}
        <span className="shelf-words" dir="auto">
          {item.comment
            ? say('shelf.comment', { text: within(item.comment) })
            : unturned(item.lastText) || say('box.noText')}
        </span>
      </button>
      {reopens(item) && (
        <Button
          look="icon"
          className="small"
          keepsCaret
          data-testid={`reopen-${item.stream}`}
          aria-label={say('shelf.reopen', { name: within(item.name) })}
          title={say('shut.reopen')}
          onClick={() => ask(() => port.wake(item.stream))}
        >
          <RotateCcw size={14} aria-hidden="true" />
        </Button>
      )}
    </div>
  );
}

function Until({ item, clock }: { item: ShelfItem; clock: number }) {
  const say = useSay();
  const locale = useLocale();
  const now = useNow() + clock;
  const until = item.until ?? now;
  const when = shortMoment(until, now, locale);
  return (
    <span className="shelf-why">
      <AlarmClock size={12} aria-hidden="true" />
      <span className="figures">
        {say('shelf.until', { when, rest: fromNow(until, now, locale, 'short') })}
      </span>
      {item.keep && (
        <span className="shelf-keep" title={say('shelf.keep')}>
          <UserCheck size={12} aria-hidden="true" />
          <Hidden>{say('shelf.keep')}</Hidden>
        </span>
      )}
    </span>
  );
}

function From({ item }: { item: ShelfItem }) {
  const say = useSay();
  const channel = useChannel();
  return (
    <>
      <span className="shelf-why shelf-from">
        <UserCheck size={12} aria-hidden="true" />
        <span>{item.from ? say('shelf.from', { name: within(item.from) }) : say('shelf.kept')}</span>
      </span>
      <span className="shelf-waits">{waitsFor(item, say, channel)}</span>
    </>
  );
}
