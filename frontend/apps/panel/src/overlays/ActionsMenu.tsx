import { useSay } from '@parley/ui';
import { Menu, type Popup } from '@parley/ui/overlays';
import {
  AlarmClock,
  ArrowLeftRight,
  Ban,
  Check,
  ListFilter,
  type LucideIcon,
  PanelRight,
  X,
} from 'lucide-react';
import { Keyboard, MenuItem, MenuSection, Separator } from 'react-aria-components';
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
  /** What is on of how it is looked at. */
  filtered: boolean;
  infoOpen: boolean;
}

/**
 * Everything that can become of the conversation and how it is looked at, with the key of each: where its head has no
 * room for buttons they are here alone.
 */
export function ActionsMenu(props: Props) {
  const { acts, onFilter, onInfo, canSnooze, filtered, infoOpen, ...popup } = props;
  const say = useSay();
  const all: Record<string, () => void> = { ...acts, filter: onFilter, info: onInfo };
  return (
    <Menu {...popup} label={say('head.actions')} onAction={(id) => all[id]?.()}>
      <Act id="transfer" name={say('head.transfer')} Sign={ArrowLeftRight} />
      {canSnooze && <Act id="snooze" name={say('head.snooze')} Sign={AlarmClock} />}
      <Act id="close" name={say('head.close')} Sign={X} />
      <Separator className="menu-line" />
      <MenuSection
        selectionMode="multiple"
        selectedKeys={[...(filtered ? ['filter'] : []), ...(infoOpen ? ['info'] : [])]}
        shouldCloseOnSelect
        aria-label={say('head.view')}
      >
        <Act id="filter" name={say('filter.open')} Sign={ListFilter} />
        <Act id="info" name={say('head.info')} Sign={PanelRight} />
      </MenuSection>
      <Separator className="menu-line" />
      <Act id="block" name={say('head.block')} Sign={Ban} />
    </Menu>
  );
}

interface ActProps {
  id: About | 'filter' | 'info';
  name: string;
  Sign: LucideIcon;
}

function Act({ id, name, Sign }: ActProps) {
  const keyName = useKeyName();
  return (
    <MenuItem id={id} className="menu-item" textValue={name} data-testid={`act-${id}`}>
      <Sign size={15} aria-hidden="true" />
      {name}
      <Check className="menu-check" size={15} aria-hidden="true" />
      <Keyboard className="menu-key">{keyName(keyNames[id])}</Keyboard>
    </MenuItem>
  );
}
