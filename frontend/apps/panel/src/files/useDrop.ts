import { type RefObject, useLayoutEffect, useRef, useState } from 'react';
import type { Port } from '../port/port';
import { useSteady } from '../steady';
import { read, type Sendable } from './handOver';

/**
 * Whether it can be taken: addresses may be those of files, as not every engine says. What can only be moved is not: that
 * deletes it where it came from.
 */
const takes = ({ types, effectAllowed }: DataTransfer) =>
  effectAllowed !== 'move' && (types.includes('Files') || types.includes('text/uri-list'));

/** Where files can be let go: over what is written to the conversation that is worked in, and over all of that. */
const foot = '.pane-foot';
const taking = `.pane[data-active="true"], ${foot}`;

/** What is taken is copied, unless where it comes from lets it be linked and not copied. */
function effectOf({ effectAllowed: allowed }: DataTransfer): 'copy' | 'link' {
  return allowed === 'link' || allowed === 'linkMove' ? 'link' : 'copy';
}

/**
 * Takes files that are let go over the conversation in which a place is. Anywhere else nothing becomes of them: see
 * guard.ts. That they are taken is said of files alone, as a link that is let go is written and not sent. Gives whether
 * files are held over it.
 */
export function useDrop(
  port: Port,
  place: RefObject<HTMLElement | null>,
  take: (files: Sendable[]) => void,
  write: (words: string) => void,
): boolean {
  const [over, setOver] = useState(false);
  const inside = useRef(false);
  const onHeld = useSteady((carried: DataTransfer) => {
    if (inside.current) return;
    inside.current = true;
    const files = carried.types.includes('Files');
    setOver(files);
    if (!files)
      port.dragged().then(
        (found) => inside.current && setOver(found),
        () => undefined, // there is nobody signed in any more
      );
  });
  const onLeft = useSteady(() => {
    inside.current = false;
    setOver(false);
  });
  const onLetGo = useSteady((carried: DataTransfer) => {
    const { files, types } = carried;
    if (files.length > 0 || !types.includes('text/uri-list')) {
      take([...files]);
      return;
    }
    const words = carried.getData('text/plain') || carried.getData('text/uri-list');
    port.dropped().then(
      (found) => (found.length > 0 ? take(found.map(read)) : words && write(words)),
      () => undefined,
    );
  });
  useLayoutEffect(() => {
    const panes = place.current?.closest<HTMLElement>('.panes');
    // The engine tells of what is entered first and of what was left for it afterwards, and need not say of the one that
    // the other is where the pointer went.
    let entered: EventTarget | null = null;
    // Whoever drags a link of what was said lets it go there by mistake, and over what they write to write it.
    let own = false;
    const drags = ({ type }: DragEvent) => {
      own = type === 'dragstart';
    };
    const hear = (drag: DragEvent) => {
      const { dataTransfer: carried, target, type } = drag;
      if (type === 'dragleave') {
        if (target === entered) onLeft();
        return;
      }
      if (type === 'dragenter') entered = target;
      const here = target instanceof Element && target.closest(own ? foot : taking) !== null;
      if (!here || type === 'drop') onLeft();
      if (!here || !carried || !takes(carried)) return;
      drag.preventDefault();
      carried.dropEffect = effectOf(carried);
      if (type === 'drop') onLetGo(carried);
      else onHeld(carried);
    };
    const stop = new AbortController();
    const until = { signal: stop.signal };
    for (const kind of ['dragenter', 'dragover', 'dragleave', 'drop'] as const)
      panes?.addEventListener(kind, hear, until);
    for (const kind of ['dragstart', 'dragend'] as const) document.addEventListener(kind, drags, until);
    // What is under the pointer can go while it is held there, and what is dragged itself, and nothing says then that it
    // was left or let go. While something is dragged the page hears of no move but the one that began it, with the button
    // down.
    document.addEventListener(
      'pointermove',
      ({ buttons }) => {
        if (buttons > 0) return;
        own = false;
        onLeft();
      },
      until,
    );
    return () => stop.abort();
  }, [place, onHeld, onLeft, onLetGo]);
  return over;
}
