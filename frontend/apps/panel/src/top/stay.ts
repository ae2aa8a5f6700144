import type { PointerEvent } from 'react';

let kept: AbortController | undefined;

/**
 * Whoever dismisses one after the other presses in one place. As long as the mouse is there, nothing from below moves
 * under it: what stands there ends a conversation. That the mouse has left is heard of by where it is, as the engine need
 * not say so of an element under which the pressed one has gone.
 */
export function stay({ currentTarget: section, target, pointerType }: PointerEvent<HTMLElement>): void {
  if (pointerType !== 'mouse') return; // a finger is nowhere once it has pressed
  const row = target instanceof Element ? target.closest('.notice, .notices-more') : null;
  if (!row) return;
  const { top, bottom } = section.getBoundingClientRect();
  const height = Math.min(row.getBoundingClientRect().bottom, bottom) - top;
  section.style.minHeight = `${height}px`;

  kept?.abort();
  const stop = new AbortController();
  const { signal } = stop;
  kept = stop;
  const giveWay = () => {
    section.style.minHeight = '';
    stop.abort();
  };
  const isHere = (at: EventTarget | null) => at instanceof Node && section.contains(at);
  document.addEventListener('pointermove', (move) => isHere(move.target) || giveWay(), { signal });
  document.documentElement.addEventListener('pointerleave', giveWay, { signal });
}
