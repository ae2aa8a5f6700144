import { takesLetters, writesLetter } from '@parley/ui';
import { isKeyed } from '../keyboard';
import { type Variable, variables } from './variables';

/** The id of the compose area. There is one, whichever conversation is on screen. */
export const composeId = 'compose';

/** Whether this is where one writes. */
export const isCompose = (target: EventTarget | null) => target instanceof Element && target.id === composeId;

function area(): HTMLTextAreaElement | undefined {
  const element = document.getElementById(composeId);
  return element instanceof HTMLTextAreaElement ? element : undefined;
}

/** The id of what was pasted there and is not sent. */
export const pastedId = 'pasted';

/** Whether something is written there, or was pasted, and is not sent. */
export function hasUnsent(): boolean {
  return (area()?.value.trim() ?? '') !== '' || document.getElementById(pastedId) !== null;
}

/** The id of what opens the conversation on screen again, where it lies aside and nothing is written in it. */
export const reopenId = 'reopen';

/**
 * Puts the caret into the compose area. Where there is none whoever came by a key finds it on what stands in its place;
 * by mouse they do not, as a blank they type would press that.
 */
export function toCompose(): void {
  const to = area() ?? (isKeyed() ? document.getElementById(reopenId) : undefined);
  to?.focus({ preventScroll: true });
}

/** Brings the caret, if it is nowhere, into the conversation that is worked in: to where one writes, or to its messages. */
export function toPane(): void {
  if (document.activeElement !== document.body) return;
  if (area()) toCompose();
  else
    document
      .querySelector<HTMLElement>('.pane[data-active="true"] [role="log"]')
      ?.focus({ preventScroll: true });
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

/** Brings the caret to where one writes, if it is nowhere: what had it is gone. */
export function notNowhere(): void {
  if (document.activeElement === document.body) toCompose();
}

/**
 * Lets who went by mouse, and left what it opened, write on: the button they had pressed, or that of its menu, has the
 * focus again and would take what they type. So does, a picture later, whoever has the caret nowhere, as what had it is
 * gone.
 */
export function writeOn(): void {
  const now = document.activeElement;
  requestAnimationFrame(notNowhere);
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

/** Marks the next of these places that stands behind the caret; false where there is none. */
export function toNext(places: readonly Variable[]): boolean {
  const element = area();
  const next = element && places.find(({ from }) => from >= element.selectionEnd);
  if (!next) return false;
  element.setSelectionRange(next.from, next.to);
  return true;
}

/**
 * Brings the caret to where one writes when a letter is typed in a place that can do nothing with it, as after a click
 * into the messages. The engine then writes the letter there.
 */
export function writeFrom(event: KeyboardEvent): void {
  if (!writesLetter(event) || (event.target instanceof Element && takesLetters(event.target))) return;
  area()?.focus({ preventScroll: true });
}

/** The same with words of their own: a blank keeps them off a word that ends at the caret. */
export function writeWords(piece: string): void {
  const element = area();
  const touches = /[^\s\p{Ps}\p{Pi}]$/u.test(element?.value.slice(0, element.selectionStart) ?? '');
  write(touches ? ` ${piece}` : piece);
}
