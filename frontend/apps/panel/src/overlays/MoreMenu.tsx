import { useSay } from '@parley/ui';
import { Menu, type Popup } from '@parley/ui/overlays';
import { Check, Copy, Keyboard, LogOut } from 'lucide-react';
import { Header, MenuItem, MenuSection, Separator } from 'react-aria-components';
import { type Theme, themes, useTheme } from '../theme';
import './menu.css';

interface Props extends Popup {
  id: string;
  onCopy: () => void;
  onKeys: () => void;
  onSignOut: () => void;
}

/** The menu at the end of the top bar. */
export function MoreMenu({ id, onCopy, onKeys, onSignOut, ...popup }: Props) {
  const say = useSay();
  const [theme, setTheme] = useTheme();
  const acts: Record<string, () => void> = { copy: onCopy, keys: onKeys, out: onSignOut };
  return (
    <Menu {...popup} label={say('menu.label')} onAction={(key) => acts[key]?.()}>
      <MenuItem id="copy" className="menu-item" textValue={say('menu.copyId', { id })}>
        <Copy size={15} aria-hidden="true" />
        {say('menu.copyId', { id })}
      </MenuItem>
      <MenuItem id="keys" className="menu-item" textValue={say('menu.keys')}>
        <Keyboard size={15} aria-hidden="true" />
        {say('menu.keys')}
      </MenuItem>
      <Separator className="menu-line" />
      <MenuSection
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[theme]}
        onSelectionChange={(keys) => {
          const next = themes.find((one) => keys !== 'all' && keys.has(one));
          if (next) setTheme(next);
        }}
      >
        <Header className="menu-header">{say('menu.theme')}</Header>
        {themes.map((one: Theme) => (
          <MenuItem key={one} id={one} className="menu-item" textValue={say(`menu.theme.${one}`)}>
            <Check className="menu-check" size={15} aria-hidden="true" />
            {say(`menu.theme.${one}`)}
          </MenuItem>
        ))}
      </MenuSection>
      <Separator className="menu-line" />
      <MenuItem id="out" className="menu-item" textValue={say('menu.signOut')} data-testid="sign-out">
        <LogOut size={15} aria-hidden="true" />
        {say('menu.signOut')}
      </MenuItem>
    </Menu>
  );
}
