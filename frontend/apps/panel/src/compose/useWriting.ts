import { useLanguage } from '@parley/ui';
import type { Concern } from '@parley/wire';
import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { quietly, type Said, saidOf } from '../action';
import { usePort } from '../desk';
import type { Sendable } from '../files/handOver';
import type { Outline } from '../store/alike';
import type { Drafts, Way } from './drafts';
import { roomLeft } from './length';
import { Typing } from './typing';
import { forgetUndo } from './undo';

export interface Writing {
  text: string;
  left: number | undefined;
  said: Said | undefined;
  /** What is asked about the text before it goes. */
  concerns: readonly Concern[];
  /** Puts the question away. */
  leave: () => void;
  write: (text: string) => void;
  /** Sends the text, as it stands or in another way. */
  send: (way?: Way) => void;
  /** Sends it in the way in which it was refused; false where it is another by now. */
  again: () => boolean;
  /** Remembers where the caret stands. */
  mark: () => void;
  /** Ends the signal of writing and keeps the text. */
  pause: () => void;
}

const none: readonly Concern[] = [];

/** Writes a text into the area at once, with the caret where it was: a moment later would be too late for who types. */
function place(area: HTMLTextAreaElement | null, text: string, from: number, to: number): void {
  if (!area) return;
  area.value = text;
  area.setSelectionRange(from, to);
}

/**
 * The unsent text of the conversation on screen, and what becomes of it. Each that has left is told of, with what was
 * pasted beside it when it was sent and the key of its line; that one is about to is told of as well.
 */
export function useWriting(
  thread: Outline,
  drafts: Drafts,
  area: RefObject<HTMLTextAreaElement | null>,
  onGone: (stream: string, pasted: readonly Sendable[], line: string) => void,
  onGo: () => void,
): Writing {
  const port = usePort();
  const language = useLanguage();
  const { stream } = thread;
  const [typing] = useState(() => new Typing((of, on) => quietly(port.typing(of, on))));
  const [, draw] = useState(0);
  const text = drafts.text(stream, thread.draft);
  const refused = drafts.refused(stream);
  const shown = useRef(stream);
  const redraw = () => draw((n) => n + 1);

  useLayoutEffect(() => {
    const element = area.current;
    if (!element || shown.current === stream) return;
    shown.current = stream;
    const end = element.value.length;
    element.setSelectionRange(...(drafts.caret(stream) ?? [end, end]));
    typing.stop();
    drafts.flush();
  }, [stream, area, drafts, typing]);

  useEffect(() => {
    const leave = () => {
      drafts.flush(); // first: on a page that goes nothing is heard of what was begun before
      typing.stop();
    };
    window.addEventListener('pagehide', leave);
    return () => {
      window.removeEventListener('pagehide', leave);
      leave();
    };
  }, [typing, drafts]);

  useEffect(
    () =>
      drafts.onGivenBack((of, caret) => {
        if (of === shown.current) place(area.current, drafts.text(of, ''), caret, caret);
        draw((n) => n + 1);
      }),
    [area, drafts],
  );

  const leave = () => {
    drafts.refuse(stream, undefined);
    redraw();
  };

  const mark = () => {
    const element = area.current;
    if (element && shown.current === stream)
      drafts.leave(stream, element.selectionStart, element.selectionEnd);
  };

  const write = (next: string) => {
    drafts.write(stream, next);
    // The engine tells of a selection later than of a letter, and whoever types may be elsewhere by then.
    mark();
    drafts.refuse(stream, undefined);
    if (next.trim()) typing.wrote(stream, Date.now());
    else typing.stop();
    redraw();
  };

  const send = async (way?: Way) => {
    if (!text.trim() || (roomLeft(text) ?? 0) < 0) return;
    onGo();
    const from = area.current?.selectionStart ?? text.length;
    const to = area.current?.selectionEnd ?? text.length;
    const pasted = drafts.pasted(stream);
    const order = drafts.take(stream);
    typing.stop();
    redraw();
    forgetUndo();
    let line: string;
    try {
      line = await (way ? way(text) : port.send(stream, text));
    } catch (thrown) {
      const since = drafts.text(stream, '');
      drafts.giveBack(stream, text, order);
      drafts.refuse(stream, { ...saidOf(language, thrown), of: text, way });
      if (!since && shown.current === stream) place(area.current, text, from, to);
      redraw();
      return;
    }
    onGone(stream, pasted, line);
  };

  const again = () => {
    if (refused?.of !== text) return false;
    send(refused.way);
    return true;
  };

  const pause = () => {
    typing.stop();
    drafts.flush();
  };

  const asked = refused?.code === 'guarded';
  return {
    text,
    left: roomLeft(text),
    said: asked ? undefined : refused,
    concerns: asked ? refused.concerns : none,
    leave,
    write,
    send,
    again,
    mark,
    pause,
  };
}
