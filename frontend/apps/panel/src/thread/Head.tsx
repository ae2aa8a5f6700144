import { Button, ChannelIcon, Presence, target, unturned, useSay, whereabouts, within } from '@parley/ui';
import {
  AlarmClock,
  ArrowLeftRight,
  EllipsisVertical,
  ExternalLink,
  ListFilter,
  PanelRight,
  X,
} from 'lucide-react';
import { memo } from 'react';
import { keyNames, shortcut } from '../keys';
import type { Acts } from '../overlays/ActionsMenu';
import { ActionsMenu, MenuButton } from '../overlays/later';
import { type Outline, sameOutline } from '../store/alike';
import { useKeyName } from '../useKeyName';
import './head.css';

interface Props {
  thread: Outline;
  infoOpen: boolean;
  onInfo: () => void;
  filtered: boolean;
  onFilter: () => void;
  acts: Acts;
}

/** Who this is, where they are, and what can become of it. */
export const Head = memo(function Head({ thread, infoOpen, onInfo, filtered, onFilter, acts }: Props) {
  const say = useSay();
  const keyName = useKeyName();
  const where = whereabouts(thread);
  return (
    <header className="head">
      <span className="head-sign" title={say(`channel.${thread.channel}`)}>
        <ChannelIcon channel={thread.channel} size={18} />
      </span>
      <div className="head-who">
        <div className="head-line">
          <h1 className="head-name" dir="auto" title={within(thread.name)}>
            {unturned(thread.name)}
          </h1>
          {where && (
            <span className="head-presence">
              <Presence of={thread} />
              <span className="folds" aria-hidden="true">
                <span>{say(where)}</span>
              </span>
            </span>
          )}
        </div>
        <div className="head-line head-where">
          <span className="figures head-fixed">{thread.label}</span>
          {thread.site && <bdi className="head-site">{unturned(thread.site)}</bdi>}
          <PageLink thread={thread} />
        </div>
      </div>
      {thread.open && (
        <Button
          look="quiet"
          className="head-act head-spare"
          data-testid="transfer-open"
          aria-keyshortcuts={shortcut(keyNames.transfer)}
          title={`${say('head.transfer')} (${keyName(keyNames.transfer)})`}
          onClick={acts.transfer}
        >
          <ArrowLeftRight size={16} aria-hidden="true" />
          <span className="head-word">{say('head.transfer')}</span>
        </Button>
      )}
      {thread.open && thread.async && (
        <Button
          look="quiet"
          className="head-act head-spare"
          data-testid="snooze-open"
          aria-keyshortcuts={shortcut(keyNames.snooze)}
          title={`${say('head.snooze')} (${keyName(keyNames.snooze)})`}
          onClick={acts.snooze}
        >
          <AlarmClock size={16} aria-hidden="true" />
          <span className="head-word">{say('head.snooze')}</span>
        </Button>
      )}
      <Button
        look="icon"
        className={thread.open ? 'head-spare' : ''}
        keepsCaret
        data-testid="filter-open"
        aria-pressed={filtered}
        aria-label={say('filter.open')}
        title={`${say('filter.open')} (${keyName(keyNames.filter)})`}
        aria-keyshortcuts={shortcut(keyNames.filter)}
        onClick={onFilter}
      >
        <ListFilter size={18} aria-hidden="true" />
      </Button>
      <Button
        look="icon"
        className={thread.open ? 'head-spare' : ''}
        keepsCaret
        aria-pressed={infoOpen}
        aria-label={say('head.info')}
        title={`${say('head.info')} (${keyName(keyNames.info)})`}
        onClick={onInfo}
      >
        <PanelRight size={18} aria-hidden="true" />
      </Button>
      {thread.open && (
        <MenuButton
          label={say('head.actions')}
          testid="actions"
          icon={<EllipsisVertical size={18} aria-hidden="true" />}
        >
          {(popup) => (
            <ActionsMenu
              {...popup}
              {...{ acts, onFilter, onInfo, filtered, infoOpen }}
              canSnooze={thread.async}
            />
          )}
        </MenuButton>
      )}
      {thread.open && (
        <Button
          look="icon"
          data-testid="close-open"
          aria-keyshortcuts={shortcut(keyNames.close)}
          aria-label={say('head.close')}
          title={`${say('head.close')} (${keyName(keyNames.close)})`}
          onClick={acts.close}
        >
          <X size={18} aria-hidden="true" />
        </Button>
      )}
    </header>
  );
}, sameOutline);

function PageLink({ thread }: { thread: Outline }) {
  const say = useSay();
  const { page } = thread;
  const href = page && target(page.url);
  if (!page) return <span>{say('head.noPage')}</span>;
  if (!href) return <bdi className="head-page">{unturned(page.title || page.url)}</bdi>;
  return (
    <a className="head-page" href={href} title={say('head.page', { page: href })} rel="noreferrer">
      <bdi>{unturned(page.title ?? '') || href}</bdi>
      <ExternalLink size={12} aria-hidden="true" />
    </a>
  );
}
