import { type MouseEvent, useLayoutEffect, useRef } from 'react';
import { still } from '../doubled';

/** For so long after the rows have moved, in ms, a press where the mouse has stayed belongs to what was there before. */
const unread = 800;

/**
 * Tells of a press in a list whether it was meant for the row that stood there before: what is settled leaves the list,
 * and the next of its kind comes under the mouse. A double click is seen to already (see doubled.ts); this is the press
 * that the engine no longer takes for one. The rows are named in their order.
 */
export function useSlip(rows: string): (press: MouseEvent) => boolean {
  const moved = useRef(Number.NEGATIVE_INFINITY);
  const pressed = useRef({ x: Number.NaN, y: Number.NaN });
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is about when they moved
  useLayoutEffect(() => {
    moved.current = performance.now();
  }, [rows]);
  return ({ detail, clientX, clientY }) => {
    const { x, y } = pressed.current;
    if (detail === 0) return false; // by key
    pressed.current = { x: clientX, y: clientY };
    return performance.now() - moved.current < unread && Math.hypot(clientX - x, clientY - y) < still;
  };
}
