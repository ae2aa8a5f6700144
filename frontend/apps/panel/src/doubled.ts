import { isCompose } from './compose/caret';

/** For so long after a press, in ms, the next may be the same once more, as nothing seemed to come of it. */
const again = 1000;
/** For so long, in ms, what was pressed may take to show something. */
const slowest = 10_000;
/** How far a hand moves the mouse that keeps it still, in px. */
export const still = 8;

interface Press {
  at: number;
  x: number;
  y: number;
}

let pressed: Press = { at: Number.NEGATIVE_INFINITY, x: 0, y: 0 };

/**
 * Of what comes to be under the mouse: tells of each press whether it is the one that brought it, made once more. It is
 * asked for when that comes.
 */
export function pressedAgain(): (press: Pick<MouseEvent, 'detail' | 'clientX' | 'clientY'>) => boolean {
  const came = performance.now();
  const { at, x, y } = pressed;
  const by = came - at < slowest;
  return ({ detail, clientX, clientY }) =>
    by &&
    detail > 0 && // not by a key
    performance.now() - came < again &&
    Math.hypot(clientX - x, clientY - y) < still;
}

/**
 * What is pressed quickly once more belongs to what the first press hit. What has come under the mouse meanwhile, a sheet,
 * the veil around it or the next row of a list, is not pressed by it.
 */
export function keepDoubled(page: Document): void {
  let hit: Element | null = null;
  let swallows = false;
  for (const part of ['mousedown', 'mouseup', 'click', 'dblclick'] as const)
    page.addEventListener(
      part,
      (event) => {
        // What a key presses has no press of the mouse before it.
        if (event.button !== 0 || (part === 'click' && event.detail === 0)) return;
        if (part === 'mousedown') {
          pressed = { at: performance.now(), x: event.clientX, y: event.clientY };
          const control = event.target instanceof Element ? event.target.closest(controls) : null;
          // Between controls too: a press beside a sheet closes it. From text to text it selects.
          if (event.detail < 2) hit = control;
          swallows = control !== hit;
        }
        if (!swallows) return;
        event.preventDefault();
        event.stopImmediatePropagation();
      },
      true,
    );
}

/**
 * An Enter that follows another at once belongs to what the first was pressed in. A sheet that it closed gives the caret
 * back to where one writes, by then in another conversation: what was begun there is not sent by it.
 */
export function keepEntered(page: Document): void {
  let from: EventTarget | null = null;
  let at = Number.NEGATIVE_INFINITY;
  const forget = () => {
    from = null;
  };
  page.addEventListener(
    'keydown',
    (event) => {
      const { key, target, timeStamp } = event;
      if (key !== 'Enter') {
        // The one that is held with Enter is pressed anew with it.
        if (key !== 'Control' && key !== 'Meta') forget();
        return;
      }
      if (isCompose(target) && from !== null && from !== target && timeStamp - at < again) {
        event.preventDefault();
        event.stopImmediatePropagation();
      } else {
        from = target;
      }
      at = timeStamp;
    },
    true,
  );
  // Whoever has done something else since means it.
  for (const other of ['input', 'pointerdown']) page.addEventListener(other, forget, true);
}

const controls =
  'button, a[href], input, label, select, textarea, [role="option"], [role="menuitem"], [tabindex]';
