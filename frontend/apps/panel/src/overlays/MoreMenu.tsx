import { useSay } from '@parley/ui';
import { Menu, type Popup } from '@parley/ui/overlays';
import { Copy, ExternalLink, Keyboard, LogOut, MessageSquareText, Settings2 } from 'lucide-react';
import { Keyboard as Key, MenuItem, Separator } from 'react-aria-components';
import { keyNames } from '../keys';
import { useKeyName } from '../useKeyName';
import './menu.css';

interface Props extends Popup {
  id: string;
  /** What the page of the team is called; absent where there is none. */
  team: string | undefined;
  onCopy: () => void;
  onAnswers: () => void;
  onTeam: () => void;
  onKeys: () => void;
  onSettings: () => void;
  onSignOut: () => void;
}

/** The menu at the end of the top bar. */
export function MoreMenu({
  id,
  team,
  onCopy,
  onAnswers,
  onTeam,
  onKeys,
  onSettings,
  onSignOut,
  ...popup
}: Props) {
  const say = useSay();
  const keyName = useKeyName();
  const acts: Record<string, () => void> = {
    copy: onCopy,
    answers: onAnswers,
    team: onTeam,
    keys: onKeys,
    settings: onSettings,
    out: onSignOut,
  };
  return (
    <Menu {...popup} label={say('menu.label')} onAction={(key) => acts[key]?.()}>
      <MenuItem
        id="copy"
        className="menu-item"
        textValue={say('menu.copyId', { id })}
        data-testid="menu-copy"
      >
        <Copy size={15} aria-hidden="true" />
        {say('menu.copyId', { id })}
      </MenuItem>
      <MenuItem id="answers" className="menu-item" textValue={say('menu.answers')} data-testid="menu-answers">
        <MessageSquareText size={15} aria-hidden="true" />
        {say('menu.answers')}
        <Key className="menu-key">{keyName(keyNames.answers)}</Key>
      </MenuItem>
      {team && (
        <MenuItem id="team" className="menu-item" textValue={team} data-testid="menu-team">
          <ExternalLink size={15} aria-hidden="true" />
          <bdi className="menu-name" title={team}>
            {team}
          </bdi>
          <Key className="menu-key">{keyName(keyNames.team)}</Key>
        </MenuItem>
      )}
      <MenuItem id="keys" className="menu-item" textValue={say('menu.keys')}>
        <Keyboard size={15} aria-hidden="true" />
        {say('menu.keys')}
        <Key className="menu-key">{keyName(keyNames.keys)}</Key>
      </MenuItem>
      <MenuItem
        id="settings"
        className="menu-item"
        textValue={say('settings.title')}
        data-testid="settings-open"
      >
        <Settings2 size={15} aria-hidden="true" />
        {say('settings.title')}
        <Key className="menu-key">{keyName(keyNames.settings)}</Key>
      </MenuItem>
      <Separator className="menu-line" />
      <MenuItem id="out" className="menu-item" textValue={say('menu.signOut')} data-testid="sign-out">
        <LogOut size={15} aria-hidden="true" />
        {say('menu.signOut')}
        <Key className="menu-key">{keyName(keyNames.out)}</Key>
      </MenuItem>
    </Menu>
  );
}
