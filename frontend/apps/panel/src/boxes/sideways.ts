import type { WheelEvent } from 'react';

/** What stands side by side follows a wheel that knows up and down alone. */
export function sideways({ currentTarget: list, deltaX, deltaY }: WheelEvent<HTMLElement>): void {
  if (deltaX === 0 && list.scrollWidth > list.clientWidth) list.scrollLeft += deltaY;
}
