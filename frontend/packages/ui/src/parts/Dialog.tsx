import { type ReactNode, useContext } from 'react';
import { Dialog as AriaDialog, Heading, I18nProvider, Modal, ModalOverlay } from 'react-aria-components';
import { useLanguage } from '../strings';
import { Over } from './over';
import './dialog.css';

interface Props {
  title: ReactNode;
  onClose: () => void;
  children: ReactNode;
  /** For what must be answered: read out at once. */
  alert?: boolean;
  /** Has a list to show. */
  wide?: boolean;
  /** What was asked for is under way: nothing closes it before that is answered. */
  busy?: boolean;
}

/**
 * A dialog: it holds the focus while open and gives it back. What moves as it opens is neither the overlay nor the modal:
 * the library asks these for their animations, and the window's engine never frees an element that had any when asked.
 */
export function Dialog({ title, onClose, children, alert = false, wide = false, busy = false }: Props) {
  const over = useContext(Over);
  return (
    <I18nProvider locale={useLanguage()}>
      <ModalOverlay
        className="overlay"
        isOpen
        isDismissable={!alert}
        onOpenChange={(open) => {
          if (!open && !busy) onClose();
        }}
      >
        <div className="rising">
          <Modal className="modal" data-wide={wide}>
            <AriaDialog className="dialog" role={alert ? 'alertdialog' : 'dialog'}>
              <Heading slot="title" className="dialog-title">
                {title}
              </Heading>
              {children}
              <Over.Provider value={null}>{over}</Over.Provider>
            </AriaDialog>
          </Modal>
        </div>
      </ModalOverlay>
    </I18nProvider>
  );
}
