import { useSay } from '@parley/ui';
import { Check, Copy, Keyboard, LogOut, MoreHorizontal } from 'lucide-react';
import {
  Button,
  Header,
  Menu,
  MenuItem,
  MenuSection,
  MenuTrigger,
  Popover,
  Separator,
} from 'react-aria-components';
import { type Theme, themes, useTheme } from '../theme';

interface Props {
  id: string;
  onCopy: () => void;
  onKeys: () => void;
  onSignOut: () => void;
}

/** The menu at the end of the top bar. */
export function More({ id, onCopy, onKeys, onSignOut }: Props) {
  const say = useSay();
  const [theme, setTheme] = useTheme();
  const acts: Record<string, () => void> = { copy: onCopy, keys: onKeys, out: onSignOut };
  return (
    <MenuTrigger>
      <Button className="button" data-look="icon" data-testid="menu" aria-label={say('menu.label')}>
        <MoreHorizontal size={18} aria-hidden="true" />
      </Button>
      <Popover className="popover" placement="bottom end" offset={6}>
        <Menu className="menu" aria-label={say('menu.label')} onAction={(key) => acts[String(key)]?.()}>
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
      </Popover>
    </MenuTrigger>
  );
}
