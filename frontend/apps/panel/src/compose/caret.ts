/** The id of the compose area. There is one, whichever conversation is on screen. */
export const composeId = 'compose';

/** Whether something is written there and not sent. */
export function hasUnsent(): boolean {
  const area = document.getElementById(composeId);
  return area instanceof HTMLTextAreaElement && area.value.trim() !== '';
}

/** Puts the caret into the compose area, where there is one. */
export function toCompose(): void {
  document.getElementById(composeId)?.focus({ preventScroll: true });
}
