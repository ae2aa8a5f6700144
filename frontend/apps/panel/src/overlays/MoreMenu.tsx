import { useSay } from '@parley/ui';
import { Menu, type Popup } from '@parley/ui/overlays';
import { Copy, Keyboard, LogOut, MessageSquareText, Settings2 } from 'lucide-react';
import { MenuItem, Separator } from 'react-aria-components';
import './menu.css';

interface Props extends Popup {
  id: string;
  onCopy: () => void;
  onAnswers: () => void;
  onKeys: () => void;
  onSettings: () => void;
  onSignOut: () => void;
}

/** The menu at the end of the top bar. */
export function MoreMenu({ id, onCopy, onAnswers, onKeys, onSettings, onSignOut, ...popup }: Props) {
  const say = useSay();
  const acts: Record<string, () => void> = {
    copy: onCopy,
    answers: onAnswers,
    keys: onKeys,
    settings: onSettings,
    out: onSignOut,
  };
  return (
    <Menu {...popup} label={say('menu.label')} onAction={(key) => acts[key]?.()}>
      <MenuItem id="copy" className="menu-item" textValue={say('menu.copyId', { id })}>
        <Copy size={15} aria-hidden="true" />
        {say('menu.copyId', { id })}
      </MenuItem>
      <MenuItem id="answers" className="menu-item" textValue={say('menu.answers')} data-testid="menu-answers">
        <MessageSquareText size={15} aria-hidden="true" />
        {say('menu.answers')}
      </MenuItem>
      <MenuItem id="keys" className="menu-item" textValue={say('menu.keys')}>
        <Keyboard size={15} aria-hidden="true" />
        {say('menu.keys')}
      </MenuItem>
      <MenuItem
        id="settings"
        className="menu-item"
        textValue={say('settings.title')}
        data-testid="settings-open"
      >
        <Settings2 size={15} aria-hidden="true" />
        {say('settings.title')}
      </MenuItem>
      <Separator className="menu-line" />
      <MenuItem id="out" className="menu-item" textValue={say('menu.signOut')} data-testid="sign-out">
        <LogOut size={15} aria-hidden="true" />
        {say('menu.signOut')}
      </MenuItem>
    </Menu>
  );
}
