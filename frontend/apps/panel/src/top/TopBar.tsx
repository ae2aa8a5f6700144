import { Button, Mark, useSay } from '@parley/ui';
import type { Panel } from '@parley/wire';
import { Bell, BellOff, CloudCheck, CloudOff, LoaderCircle, MoreHorizontal } from 'lucide-react';
import { usePort } from '../desk';
import { MenuButton, MoreMenu } from '../overlays/later';
import type { Ask } from '../screen';
import { AgentId } from './AgentId';
import { Lamps } from './Lamps';
import './top.css';

interface Props {
  panel: Panel;
  ask: Ask;
  onKeys: () => void;
  onSignOut: () => void;
}

/** Who is here, on which channels, and over which line. */
export function TopBar({ panel, ask, onKeys, onSignOut }: Props) {
  const say = useSay();
  const port = usePort();
  const { session, line, channels } = panel;
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
      <Lamps lamps={channels} imposed={panel.imposed} ask={ask} />
      <div className="top-end">
        <LineState state={line.state} />
        <Button
          look="quiet"
          className="dnd"
          keepsCaret
          data-testid="dnd"
          aria-pressed={quiet}
          title={say(quiet ? 'dnd.hint.on' : 'dnd.hint.off')}
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
          {(popup) => <MoreMenu {...popup} id={id} onCopy={copy} onKeys={onKeys} onSignOut={onSignOut} />}
        </MenuButton>
      </div>
    </header>
  );
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
