import { useSay } from '@parley/ui';
import { Menu, type Popup } from '@parley/ui/overlays';
import { AlarmClock, ArrowLeftRight, Ban, X } from 'lucide-react';
import { Keyboard, MenuItem, Separator } from 'react-aria-components';
import { keyNames } from '../keys';
import type { About } from './asked';
import './menu.css';

export type Acts = Readonly<Record<About, () => void>>;

interface Props extends Popup {
  acts: Acts;
  canSnooze: boolean;
}

/** Everything that can become of the conversation, with the key of each. */
export function ActionsMenu({ acts, canSnooze, ...popup }: Props) {
  const say = useSay();
  return (
    <Menu {...popup} label={say('head.actions')} onAction={(id) => acts[id as About]()}>
      <MenuItem
        id="transfer"
        className="menu-item"
        textValue={say('head.transfer')}
        data-testid="act-transfer"
      >
        <ArrowLeftRight size={15} aria-hidden="true" />
        {say('head.transfer')}
        <Keyboard className="menu-key">{keyNames.transfer}</Keyboard>
      </MenuItem>
      {canSnooze && (
        <MenuItem id="snooze" className="menu-item" textValue={say('head.snooze')} data-testid="act-snooze">
          <AlarmClock size={15} aria-hidden="true" />
          {say('head.snooze')}
          <Keyboard className="menu-key">{keyNames.snooze}</Keyboard>
        </MenuItem>
      )}
      <MenuItem id="close" className="menu-item" textValue={say('head.close')}>
        <X size={15} aria-hidden="true" />
        {say('head.close')}
        <Keyboard className="menu-key">{keyNames.close}</Keyboard>
      </MenuItem>
      <Separator className="menu-line" />
      <MenuItem id="block" className="menu-item" textValue={say('head.block')} data-testid="act-block">
        <Ban size={15} aria-hidden="true" />
        {say('head.block')}
        <Keyboard className="menu-key">{keyNames.block}</Keyboard>
      </MenuItem>
    </Menu>
  );
}
