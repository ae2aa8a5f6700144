import type { VirtualizerHandle } from 'virtua';

/** What a row takes at least that came just now and has no size yet, in pixels. */
const least = 24;

type Sizes = Pick<VirtualizerHandle, 'viewportSize' | 'getItemSize'>;

/** The rows at the end of a list, as many as are in sight there and so far above it, in pixels; none before it is measured. */
export function atEnd(sizes: Sizes | null, count: number, above: number): number[] {
  if (!sizes?.viewportSize) return [];
  let room = sizes.viewportSize + above;
  let first = count;
  while (first > 0 && room > 0) room -= sizes.getItemSize(--first) || least;
  return Array.from({ length: count - first }, (_, place) => first + place);
}
