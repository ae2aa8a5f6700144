import { written } from './lull';

/**
 * Keys and presses of the mouse come to the page on ways of their own: a key when the page has dealt with the one before
 * it, a press at once. On a busy machine a press so overtakes the end of what was typed before it, and that would go to
 * another visitor. A press that comes late is held until the keys before it have come.
 */

/**
 * By how much later than it was made a press comes that may have overtaken a key, in ms, and by how much at most: what
 * programs press, and no hand, may not say when.
 */
const late = 10;
const latest = 20_000;

/** For so long after a key, in ms, another may still be on its way. */
const burst = 5000;

/**
 * How long no key has come when all have, in ms: as long as the press was late, within these bounds. And how long a press
 * is held at most.
 */
const shortest = 60;
const lull = 600;
const longest = 3000;

/** All that one press is told by, in this order. */
const parts = ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click', 'dblclick'] as const;

const fields = 'input, textarea, select, [contenteditable]';

/** Holds presses that would overtake what is typed. */
export function keepOrder(page: Document): void {
  /** When the last key was made. */
  let made = Number.NEGATIVE_INFINITY;
  /** What is held, undefined while nothing is. */
  let held: MouseEvent[] | undefined;
  /** When the press was made that was done last. */
  let done = Number.NEGATIVE_INFINITY;

  const release = () => {
    const presses = held ?? [];
    held = undefined;
    done = presses[0]?.timeStamp ?? done;
    for (const press of presses) again(press);
  };
  const hold = async (press: MouseEvent) => {
    const mine: MouseEvent[] = [];
    held = mine;
    const quiet = Math.min(Math.max(delay(press), shortest), lull);
    await written({ lull: quiet, longest }, performance.now());
    if (held === mine) release();
  };

  page.addEventListener(
    'keydown',
    (event) => {
      if (!event.isTrusted) return;
      const press = held?.[0];
      if (press && event.timeStamp > press.timeStamp) release();
      made = event.timeStamp;
      // It came later than could be waited for. What it would send is another visitor's now.
      if (event.key !== 'Enter' || made >= done || delay(event) > latest) return;
      event.preventDefault();
      event.stopImmediatePropagation();
    },
    true,
  );

  const overtakes = (event: MouseEvent) =>
    event.type === 'pointerdown' &&
    event.button === 0 &&
    delay(event) > late &&
    delay(event) < latest &&
    event.timeStamp - made < burst &&
    page.activeElement?.matches(fields) === true;
  const within = (event: MouseEvent) =>
    event.target instanceof Node && page.activeElement?.contains(event.target);

  for (const part of parts)
    page.addEventListener(
      part,
      (event) => {
        if (!event.isTrusted) return;
        if (part === 'pointerdown' && !held) {
          // In the text itself a press moves the caret, and leads nowhere.
          if (within(event)) return;
          if (!overtakes(event)) done = event.timeStamp;
        }
        if (!held && overtakes(event)) hold(event);
        if (!held) return;
        held.push(event);
        event.stopImmediatePropagation();
        // An engine whose pointer events are prevented makes no others.
        if (event instanceof PointerEvent && part !== 'click') return;
        event.preventDefault();
      },
      true,
    );
}

const delay = (event: Event) => performance.now() - event.timeStamp;

/** Does what the engine would have done with an event of a press. */
function again(press: MouseEvent): void {
  const { target } = press;
  if (!(target instanceof Element) || !target.isConnected) return;
  const copy = new (press.constructor as typeof MouseEvent)(press.type, press);
  const goesOn = target.dispatchEvent(copy);
  if (press.type !== 'mousedown' || !goesOn) return;
  const takes = target.closest(`button, a[href], ${fields}, [tabindex]`);
  if (takes instanceof HTMLElement) takes.focus();
  else if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
}
