import { useSay } from '@parley/ui';
import { AlarmClock, ArrowLeftRight, Ban, EllipsisVertical, X } from 'lucide-react';
import { Button, Keyboard, Menu, MenuItem, MenuTrigger, Popover, Separator } from 'react-aria-components';

export interface Acts {
  transfer: () => void;
  snooze: () => void;
  block: () => void;
  close: () => void;
}

/** Everything that can become of the conversation, with the key of each. */
export function Actions({ acts, canSnooze }: { acts: Acts; canSnooze: boolean }) {
  const say = useSay();
  return (
    <MenuTrigger>
      <Button className="button" data-look="icon" data-testid="actions" aria-label={say('head.actions')}>
        <EllipsisVertical size={18} aria-hidden="true" />
      </Button>
      <Popover className="popover" placement="bottom end" offset={6}>
        <Menu className="menu" aria-label={say('head.actions')} onAction={(key) => acts[key as keyof Acts]()}>
          <MenuItem
            id="transfer"
            className="menu-item"
            textValue={say('head.transfer')}
            data-testid="act-transfer"
          >
            <ArrowLeftRight size={15} aria-hidden="true" />
            {say('head.transfer')}
            <Keyboard className="menu-key">Ctrl+Shift+F</Keyboard>
          </MenuItem>
          {canSnooze && (
            <MenuItem
              id="snooze"
              className="menu-item"
              textValue={say('head.snooze')}
              data-testid="act-snooze"
            >
              <AlarmClock size={15} aria-hidden="true" />
              {say('head.snooze')}
              <Keyboard className="menu-key">Ctrl+Shift+S</Keyboard>
            </MenuItem>
          )}
          <MenuItem id="close" className="menu-item" textValue={say('head.close')}>
            <X size={15} aria-hidden="true" />
            {say('head.close')}
            <Keyboard className="menu-key">Ctrl+Shift+E</Keyboard>
          </MenuItem>
          <Separator className="menu-line" />
          <MenuItem id="block" className="menu-item" textValue={say('head.block')} data-testid="act-block">
            <Ban size={15} aria-hidden="true" />
            {say('head.block')}
          </MenuItem>
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
