/** The id of the compose area. There is one, whichever conversation is on screen. */
export const composeId = 'compose';

/** Puts the caret into the compose area, where there is one. */
export function toCompose(): void {
  document.getElementById(composeId)?.focus({ preventScroll: true });
}
