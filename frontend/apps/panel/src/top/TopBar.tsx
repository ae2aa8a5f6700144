import { Button, Mark, useSay } from '@parley/ui';
import type { Lamp, Panel } from '@parley/wire';
import {
  Bell,
  BellOff,
  CloudCheck,
  CloudOff,
  Columns2,
  Grid2x2,
  LoaderCircle,
  MoreHorizontal,
  Square,
} from 'lucide-react';
import { memo } from 'react';
import { usePort } from '../desk';
import { keyNames, shortcut } from '../keys';
import { LayoutMenu, MenuButton, MoreMenu } from '../overlays/later';
import type { Ask } from '../screen';
import { useKeyName } from '../useKeyName';
import { AgentId } from './AgentId';
import { Lamps } from './Lamps';
import { teamName } from './team';
import './top.css';

interface Props {
  session: Panel['session'];
  lamps: readonly Lamp[];
  imposed: Panel['imposed'];
  line: Panel['line']['state'];
  /** How many conversations are on screen at once. */
  panes: number;
  ask: Ask;
  onLayout: (panes: number) => void;
  onAnswers: () => void;
  onTeam: () => void;
  onKeys: () => void;
  onSettings: () => void;
  onSignOut: () => void;
}

/** Who is here, on which channels, and over which line. */
export const TopBar = memo(function TopBar(props: Props) {
  const { session, lamps, imposed, line, panes, ask } = props;
  const { onLayout, onAnswers, onTeam, onKeys, onSettings, onSignOut } = props;
  const say = useSay();
  const keyName = useKeyName();
  const port = usePort();
  const id = session.agentId ?? '';
  const copy = () => ask(() => port.copyText(id));
  const quiet = session.doNotDisturb;
  return (
    <header className="top">
      <div className="top-brand">
        <Mark />
        <span className="top-name">{say('product')}</span>
        <AgentId id={id} onCopy={copy} />
      </div>
      <Lamps lamps={lamps} imposed={imposed} ask={ask} />
      <div className="top-end">
        <LineState state={line} />
        <MenuButton label={say('layout.label')} testid="layout" icon={<Shown panes={panes} />}>
          {(popup) => <LayoutMenu {...popup} panes={panes} onLayout={onLayout} />}
        </MenuButton>
        <Button
          look="quiet"
          className="dnd"
          keepsCaret
          data-testid="dnd"
          aria-pressed={quiet}
          title={`${say(quiet ? 'dnd.hint.on' : 'dnd.hint.off')} (${keyName(keyNames.quiet)})`}
          aria-keyshortcuts={shortcut(keyNames.quiet)}
          onClick={() => ask(() => port.setDoNotDisturb(!quiet))}
        >
          {quiet ? <BellOff size={16} aria-hidden="true" /> : <Bell size={16} aria-hidden="true" />}
          <span className="dnd-word">{say('dnd.off')}</span>
        </Button>
        <MenuButton
          label={say('menu.label')}
          testid="menu"
          icon={<MoreHorizontal size={18} aria-hidden="true" />}
        >
          {(popup) => (
            <MoreMenu
              {...popup}
              {...{ id, onCopy: copy, onAnswers, onKeys, onSettings, onSignOut }}
              team={teamName(session, say)}
              onTeam={onTeam}
            />
          )}
        </MenuButton>
      </div>
    </header>
  );
});

function Shown({ panes }: { panes: number }) {
  const Shape = panes === 1 ? Square : panes === 2 ? Columns2 : Grid2x2;
  return <Shape size={18} aria-hidden="true" />;
}

const shapes = { online: CloudCheck, connecting: LoaderCircle, offline: CloudOff };

function LineState({ state }: { state: Panel['line']['state'] }) {
  const say = useSay();
  const Shape = shapes[state];
  return (
    <span className="line-state" data-testid="line-state" data-line={state} title={say(`line.${state}`)}>
      <Shape size={15} aria-hidden="true" />
      <span className="line-word">{say(`line.${state}`)}</span>
    </span>
  );
}
