import { Button, moment, unturned, useLocale, useSay } from '@parley/ui';
import type { PastConversation } from '@parley/wire';
import { ChevronRight } from 'lucide-react';
import type { Past } from './usePast';
import './past.css';

interface Props {
  past: Past;
  /** The one that is being read. */
  reading: string | undefined;
  onRead: (past: PastConversation) => void;
  onMore: () => void;
}

/** How often the visitor was here before, and what can be read of it, the newest first. */
export function PastList({ past, reading, onRead, onMore }: Props) {
  const say = useSay();
  const { count, list, more, error } = past;
  return (
    <section className="info-part" data-testid="past" aria-label={say('past.title')}>
      <h3 className="past-title">
        {say('past.title')}
        {count !== undefined && <span className="past-count figures">{count}</span>}
      </h3>
      {count === 0 && <p className="past-none">{say('past.none')}</p>}
      {count === undefined && list.length === 0 && !error && (
        <p className="past-none">{say('past.unknown')}</p>
      )}
      {list.length > 0 && (
        <ul className="past-list">
          {list.map((one) => (
            <Item key={one.stream} past={one} current={one.stream === reading} onRead={onRead} />
          ))}
        </ul>
      )}
      {error && <p className="past-error">{error}</p>}
      {(more || error) && (
        <Button look="link" data-testid="past-more" onClick={onMore}>
          {say(error ? 'past.again' : 'past.more')}
        </Button>
      )}
    </section>
  );
}

interface ItemProps {
  past: PastConversation;
  current: boolean;
  onRead: (past: PastConversation) => void;
}

function Item({ past, current, onRead }: ItemProps) {
  const say = useSay();
  const locale = useLocale();
  return (
    <li>
      <button
        type="button"
        className="past-item"
        data-testid={`past-${past.stream}`}
        aria-current={current}
        onClick={() => onRead(past)}
      >
        <time className="figures" dateTime={new Date(past.openedAt).toISOString()}>
          {moment(past.openedAt, locale)}
        </time>
        <bdi className="past-agents">{unturned(past.agents.join(', ')) || say('past.nobody')}</bdi>
        <ChevronRight size={14} aria-hidden="true" />
      </button>
    </li>
  );
}
