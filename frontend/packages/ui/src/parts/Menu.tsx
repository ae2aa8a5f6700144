import type { ReactNode, RefObject } from 'react';
import { Menu as AriaMenu, I18nProvider, Popover } from 'react-aria-components';
import { useLanguage } from '../strings';

/** A menu that stands open under a button. */
export interface Popup {
  trigger: RefObject<HTMLElement | null>;
  onClose: () => void;
}

interface Props extends Popup {
  label: string;
  onAction: (id: string) => void;
  /** Items of the library beneath, with the names they are acted on by. */
  children: ReactNode;
}

/** A menu: it holds the focus while open and gives it back. */
export function Menu({ trigger, onClose, label, onAction, children }: Props) {
  return (
    <I18nProvider locale={useLanguage()}>
      <Popover
        className="popover"
        aria-label={label}
        triggerRef={trigger}
        placement="bottom end"
        offset={6}
        isOpen
        onOpenChange={(open) => {
          if (!open) onClose();
        }}
      >
        <AriaMenu
          className="menu"
          aria-label={label}
          autoFocus="first"
          onAction={(key) => onAction(String(key))}
          onClose={onClose}
        >
          {children}
        </AriaMenu>
      </Popover>
    </I18nProvider>
  );
}
