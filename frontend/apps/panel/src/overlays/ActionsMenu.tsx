import { useSay } from '@parley/ui';
import { Menu, type Popup } from '@parley/ui/overlays';
import { AlarmClock, ArrowLeftRight, Ban, ListFilter, PanelRight, X } from 'lucide-react';
import { Keyboard, MenuItem, Separator } from 'react-aria-components';
import { keyNames } from '../keys';
import { useKeyName } from '../useKeyName';
import type { About } from './asked';
import './menu.css';

export type Acts = Readonly<Record<About, () => void>>;

interface Props extends Popup {
  acts: Acts;
  onFilter: () => void;
  onInfo: () => void;
  canSnooze: boolean;
}

/**
 * Everything that can become of the conversation and how it is looked at, with the key of each: where its head has no
 * room for buttons they are here alone.
 */
export function ActionsMenu({ acts, onFilter, onInfo, canSnooze, ...popup }: Props) {
  const say = useSay();
  const keyName = useKeyName();
  const all: Record<string, () => void> = { ...acts, filter: onFilter, info: onInfo };
  return (
    <Menu {...popup} label={say('head.actions')} onAction={(id) => all[id]?.()}>
      <MenuItem
        id="transfer"
        className="menu-item"
        textValue={say('head.transfer')}
        data-testid="act-transfer"
      >
        <ArrowLeftRight size={15} aria-hidden="true" />
        {say('head.transfer')}
        <Keyboard className="menu-key">{keyName(keyNames.transfer)}</Keyboard>
      </MenuItem>
      {canSnooze && (
        <MenuItem id="snooze" className="menu-item" textValue={say('head.snooze')} data-testid="act-snooze">
          <AlarmClock size={15} aria-hidden="true" />
          {say('head.snooze')}
          <Keyboard className="menu-key">{keyName(keyNames.snooze)}</Keyboard>
        </MenuItem>
      )}
      <MenuItem id="close" className="menu-item" textValue={say('head.close')}>
        <X size={15} aria-hidden="true" />
        {say('head.close')}
        <Keyboard className="menu-key">{keyName(keyNames.close)}</Keyboard>
      </MenuItem>
      <Separator className="menu-line" />
      <MenuItem id="filter" className="menu-item" textValue={say('filter.open')} data-testid="act-filter">
        <ListFilter size={15} aria-hidden="true" />
        {say('filter.open')}
        <Keyboard className="menu-key">{keyName(keyNames.filter)}</Keyboard>
      </MenuItem>
      <MenuItem id="info" className="menu-item" textValue={say('head.info')} data-testid="act-info">
        <PanelRight size={15} aria-hidden="true" />
        {say('head.info')}
        <Keyboard className="menu-key">{keyName(keyNames.info)}</Keyboard>
      </MenuItem>
      <Separator className="menu-line" />
      <MenuItem id="block" className="menu-item" textValue={say('head.block')} data-testid="act-block">
        <Ban size={15} aria-hidden="true" />
        {say('head.block')}
        <Keyboard className="menu-key">{keyName(keyNames.block)}</Keyboard>
      </MenuItem>
    </Menu>
  );
}
