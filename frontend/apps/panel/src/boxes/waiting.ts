import type { StateBox } from '@parley/wire';

/** The visitors who await an answer, on screen or not. */
export function waiting(boxes: readonly StateBox[]): StateBox[] {
  return boxes.filter((box) => box.mine);
}

/** The visitor whose word has awaited an answer for longest. */
export function longest(boxes: readonly StateBox[]): StateBox | undefined {
  return waiting(boxes).reduce<StateBox | undefined>(
    (first, box) => (first === undefined || box.waitingSince < first.waitingSince ? box : first),
    undefined,
  );
}

/** The longest wait, where it must be told apart: not when it is the only one and already on screen. */
export function singled(boxes: readonly StateBox[]): StateBox | undefined {
  const first = longest(boxes);
  return first?.tone === 'active' && waiting(boxes).length === 1 ? undefined : first;
}

/** The box a step away from the one on screen, round the ends. */
export function stepped(boxes: readonly StateBox[], by: 1 | -1): StateBox | undefined {
  if (boxes.length === 0) return undefined;
  const here = boxes.findIndex((box) => box.tone === 'active');
  if (here < 0) return by > 0 ? boxes[0] : boxes.at(-1);
  return boxes[(here + by + boxes.length) % boxes.length];
}
