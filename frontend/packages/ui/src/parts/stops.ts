/** What a key may lead to; each is looked at before it counts. */
const kinds =
  'a[href], button, input, select, textarea, summary, iframe, audio[controls], video[controls], [tabindex], [contenteditable]';

/**
 * Where Tab leads from what has the focus when the browser would lead out of this part: to its other end, or undefined
 * while there is a stop on the way, to which the browser finds by itself. Null: there is nothing in it to go to.
 */
export function roundFrom(part: HTMLElement, back: boolean): HTMLElement | null | undefined {
  const at = document.activeElement;
  const all = [...part.querySelectorAll<HTMLElement>(kinds)].filter((one) => isStop(one, at));
  if (at && part.contains(at)) {
    const way = back ? Node.DOCUMENT_POSITION_PRECEDING : Node.DOCUMENT_POSITION_FOLLOWING;
    if (all.some((one) => (at.compareDocumentPosition(one) & way) !== 0)) return undefined;
  }
  return (back ? all.at(-1) : all[0]) ?? null;
}

function isStop(one: HTMLElement, at: Element | null): boolean {
  const writable = one.isContentEditable && !one.hasAttribute('tabindex');
  if ((one.tabIndex < 0 && !writable) || one.matches(':disabled, [inert] *, [inert], input[type="hidden"]'))
    return false;
  if (one.matches('[contenteditable="false"]:not([tabindex])')) return false;
  if (one.getClientRects().length === 0 || getComputedStyle(one).visibility !== 'visible') return false;
  return !(one instanceof HTMLInputElement) || one.type !== 'radio' || stands(one, at);
}

/** Whether a radio button is the stop of its group: the one that has the focus, else the one that is chosen. */
function stands(radio: HTMLInputElement, at: Element | null): boolean {
  if (!radio.name) return true;
  const group = [
    ...(radio.form ?? document).querySelectorAll<HTMLInputElement>('input[type="radio"]'),
  ].filter(({ name, form }) => name === radio.name && form === radio.form);
  const one = group.find((each) => each === at) ?? group.find((each) => each.checked && !each.disabled);
  return one === undefined || one === radio;
}
