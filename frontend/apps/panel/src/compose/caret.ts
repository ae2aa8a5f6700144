import { variables } from './variables';

/** The id of the compose area. There is one, whichever conversation is on screen. */
export const composeId = 'compose';

function area(): HTMLTextAreaElement | undefined {
  const element = document.getElementById(composeId);
  return element instanceof HTMLTextAreaElement ? element : undefined;
}

/** Whether something is written there and not sent. */
export function hasUnsent(): boolean {
  return (area()?.value.trim() ?? '') !== '';
}

/** Puts the caret into the compose area, where there is one. */
export function toCompose(): void {
  document.getElementById(composeId)?.focus({ preventScroll: true });
}

/** The button that was pressed by mouse last. */
let pressed: Element | null = null;

/** Notes what is pressed by mouse, for {@link writeOn}. */
export function followPresses(page: Document): void {
  page.addEventListener(
    'pointerdown',
    ({ target }) => {
      pressed = target instanceof Element ? target.closest('button') : null;
    },
    true,
  );
}

/**
 * Lets who went by mouse, and left what it opened, write on: the button they had pressed, or that of its menu, has the
 * focus again and would take what they type.
 */
export function writeOn(): void {
  const now = document.activeElement;
  if (document.documentElement.dataset.keyboard !== undefined) return;
  if (now === document.body || now === pressed || now?.hasAttribute('aria-haspopup')) toCompose();
}

/**
 * Writes a piece there, where the caret is or in place of a part, as if it were typed. The caret comes behind it, or
 * marks the first place in it that is still to be filled in.
 */
export function write(piece: string, from?: number, to?: number): void {
  const element = area();
  if (!element) return;
  const start = from ?? element.selectionStart;
  element.setRangeText(piece, start, to ?? element.selectionEnd, 'end');
  element.dispatchEvent(new InputEvent('input', { bubbles: true }));
  toCompose();
  const [first] = variables(piece);
  if (first) element.setSelectionRange(start + first.from, start + first.to);
}
