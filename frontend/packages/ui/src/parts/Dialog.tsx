import {
  type MouseEvent,
  type ReactNode,
  useContext,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
} from 'react';
import { I18nProvider } from 'react-aria-components';
import { createPortal } from 'react-dom';
import { composing } from '../composing';
import { takesLetters, writesLetter } from '../letters';
import { useLanguage } from '../strings';
import { Over } from './over';
import { roundFrom } from './stops';
import './dialog.css';

interface Props {
  title: ReactNode;
  onClose: () => void;
  children: ReactNode;
  /** It wants an answer: a press beside it is none. */
  alert?: boolean;
  /** It has a list in it. */
  wide?: boolean;
  /** What was asked for is being done: it stays until that is known. */
  busy?: boolean;
}

/** Those that are shown, the uppermost last. */
const shown: HTMLDialogElement[] = [];

/**
 * A dialog: it holds the focus while open and gives it back. It is the window's own, not the library's: that sets custom
 * properties on each modal, and of what lies within such the window's engine keeps the style for good (see sheets.test.ts).
 */
export function Dialog({ title, onClose, children, alert = false, wide = false, busy = false }: Props) {
  const over = useContext(Over);
  const box = useRef<HTMLDialogElement>(null);
  const pressed = useRef(false); // the press that is under way began outside
  const name = useId();
  const leave = () => {
    if (!busy) onClose();
  };
  const onKey = (event: KeyboardEvent) => {
    if (composing(event)) return;
    if (event.key === 'Tab' && !event.defaultPrevented && box.current) {
      const to = roundFrom(box.current, event.shiftKey);
      if (to === undefined) return;
      event.preventDefault();
      (to ?? box.current).focus();
    }
    if (event.key !== 'Escape') return;
    event.preventDefault();
    leave();
  };
  // What had the focus may be gone: then the keys go to the page, which is behind.
  useEffect(() => {
    const onLost = (event: KeyboardEvent) => {
      if (event.target === document.body && shown.at(-1) === box.current) onKey(event);
    };
    document.addEventListener('keydown', onLost);
    return () => document.removeEventListener('keydown', onLost);
  });
  return createPortal(
    <I18nProvider locale={useLanguage()}>
      <dialog
        ref={box}
        className="modal"
        role={alert ? 'alertdialog' : 'dialog'}
        aria-labelledby={name}
        data-wide={wide}
        tabIndex={-1}
        // Neither the engine closes it nor, where this is not known, what follows on the key: a part of it may want that.
        {...{ closedby: 'none' }}
        onCancel={(event) => event.preventDefault()}
        onKeyDownCapture={({ target, currentTarget, nativeEvent }) => {
          if (target instanceof Element && currentTarget.contains(target) && strays(nativeEvent, target))
            currentTarget.querySelector<HTMLElement>('textarea[data-letters]')?.focus();
        }}
        onKeyDown={(event) => {
          // Of a dialog over it the keys come by here, too.
          if (event.target instanceof Node && !event.currentTarget.contains(event.target)) return;
          if (event.key === 'Escape') event.stopPropagation();
          onKey(event.nativeEvent);
        }}
        onMouseDown={(event) => {
          pressed.current = outside(event);
          if (pressed.current) event.preventDefault(); // the focus stays
        }}
        onClick={(event) => {
          if (pressed.current && outside(event) && !alert) leave();
        }}
      >
        <div className="dialog">
          <Title id={name}>{title}</Title>
          {children}
          <Over.Provider value={null}>{over}</Over.Provider>
        </div>
      </dialog>
    </I18nProvider>,
    document.body,
  );
}

/** The first thing in a dialog shows it: what comes after may take the focus as it comes, and what is hidden cannot. */
function Title({ id, children }: { id: string; children: ReactNode }) {
  const own = useRef<HTMLHeadingElement>(null);
  const had = useRef<HTMLElement>(null); // the focus, before it was hidden for a while
  useLayoutEffect(() => {
    const dialog = own.current?.closest('dialog');
    if (!dialog) return undefined;
    // We give it back ourselves: an engine that does forgets where in a text the caret was.
    const before = document.activeElement;
    if (before instanceof HTMLElement) before.blur();
    dialog.showModal();
    (had.current ?? dialog).focus();
    shown.push(dialog);
    return () => {
      const now = document.activeElement;
      had.current = now instanceof HTMLElement && dialog.contains(now) ? now : null;
      shown.splice(shown.indexOf(dialog), 1);
      dialog.close();
      if (!(before instanceof HTMLElement) || !before.isConnected) return;
      before.focus({ preventScroll: true });
      // While React takes a part away it is deaf: it hears afterwards where one writes.
      queueMicrotask(() => {
        if (document.activeElement === before)
          before.dispatchEvent(new FocusEvent('focusin', { bubbles: true }));
      });
    };
  }, []);
  return (
    <h2 ref={own} id={id} className="dialog-title">
      {children}
    </h2>
  );
}

/**
 * Whether a letter is typed where it means nothing, as on a button. It belongs to the sheet's text, which is marked with
 * data-letters: the space after a word would press the button, and what follows go to who knows whom. A figure on one of
 * several choices is meant for these.
 */
const strays = (event: KeyboardEvent, on: Element) =>
  writesLetter(event) && !takesLetters(on) && !(on.matches('input[type="radio"]') && /^\d$/.test(event.key));

/** Whether the mouse is on what lies around a dialog, which counts as the dialog itself. */
function outside({ target, currentTarget, clientX, clientY }: MouseEvent): boolean {
  const { left, right, top, bottom } = currentTarget.getBoundingClientRect();
  return target === currentTarget && (clientX < left || clientX > right || clientY < top || clientY > bottom);
}
