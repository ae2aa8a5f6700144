import { composing } from './composing';

/** Whether a key begins or goes on with what an input method composes. */
export const composes = (event: KeyboardEvent) =>
  composing(event) || event.key === 'Dead' || event.key === 'Process';

/** Whether a key writes, or begins to: no order, and no blank, which presses what has the focus. */
export function writesLetter(event: KeyboardEvent): boolean {
  const command = (event.ctrlKey || event.metaKey || event.altKey) && !event.getModifierState('AltGraph');
  return !command && event.key !== ' ' && ([...event.key].length === 1 || composes(event));
}

const takers =
  'input:not([type="radio"], [type="checkbox"]), textarea, select, [contenteditable], [role="listbox"], [role="menu"]';

/** Whether what has the focus takes letters itself: to write them, or to find an entry by them. */
export const takesLetters = (on: Element) => on.closest(takers) !== null;
