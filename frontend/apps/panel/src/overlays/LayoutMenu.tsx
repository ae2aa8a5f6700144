import { useSay } from '@parley/ui';
import { Menu, type Popup } from '@parley/ui/overlays';
import { Check } from 'lucide-react';
import { Keyboard, MenuItem, MenuSection } from 'react-aria-components';
import { layouts } from '../panes/layouts';
import { useKeyName } from '../useKeyName';
import './menu.css';

interface Props extends Popup {
  panes: number;
  onLayout: (panes: number) => void;
}

/** How many conversations are on screen at once. */
export function LayoutMenu({ panes, onLayout, ...popup }: Props) {
  const say = useSay();
  const keyName = useKeyName();
  return (
    <Menu {...popup} label={say('layout.label')} onAction={(id) => onLayout(Number(id))}>
      <MenuSection selectionMode="single" disallowEmptySelection selectedKeys={[String(panes)]}>
        {layouts.map((n) => (
          <MenuItem
            key={n}
            id={String(n)}
            className="menu-item"
            textValue={say('layout.panes', { n })}
            data-testid={`layout-${n}`}
          >
            <Check className="menu-check" size={15} aria-hidden="true" />
            {say('layout.panes', { n })}
            <Keyboard className="menu-key">{keyName(`Ctrl+Shift+${n}`)}</Keyboard>
          </MenuItem>
        ))}
      </MenuSection>
    </Menu>
  );
}
