import type { Concern, Thread } from '@parley/wire';
import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { quietly, type Said, useAction } from '../action';
import { usePort } from '../desk';
import { Drafts } from './drafts';
import { roomLeft } from './length';
import { onTakenBack } from './takenBack';
import { Typing } from './typing';

export interface Writing {
  text: string;
  left: number | undefined;
  said: Said | undefined;
  /** What is asked about the text before it goes. */
  concerns: readonly Concern[];
  /** Puts the question away. */
  leave: () => void;
  write: (text: string) => void;
  /** Sends the text, or has it sent otherwise. */
  send: (otherwise?: (text: string) => Promise<void>) => void;
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

/** The unsent text of the conversation on screen, and what becomes of it. */
export function useWriting(thread: Thread, area: RefObject<HTMLTextAreaElement | null>): Writing {
  const port = usePort();
  const { stream } = thread;
  const [drafts] = useState(() => new Drafts((of, text) => quietly(port.draft(of, text))));
  const [typing] = useState(() => new Typing((of, on) => quietly(port.typing(of, on))));
  const [, redraw] = useState(0);
  const [run, said, clear] = useAction();
  /** The conversation whose text was sent last: what is said of that is of no other. */
  const [sent, setSent] = useState<string>();
  const mine = sent === stream ? said : undefined;
  const text = drafts.text(stream, thread.draft);
  const shown = useRef(stream);
  const kept = useRef(thread.draft);
  kept.current = thread.draft;

  useLayoutEffect(() => {
    const element = area.current;
    if (!element || shown.current === stream) return;
    shown.current = stream;
    const end = element.value.length;
    element.setSelectionRange(...(drafts.caret(stream) ?? [end, end]));
    typing.stop();
    drafts.flush();
    clear();
  }, [stream, area, drafts, typing, clear]);

  useEffect(() => {
    const leave = () => {
      typing.stop();
      drafts.flush();
    };
    window.addEventListener('pagehide', leave);
    return () => {
      window.removeEventListener('pagehide', leave);
      leave();
    };
  }, [typing, drafts]);

  useEffect(
    () =>
      onTakenBack((of, back) => {
        if (!back) return;
        const since = drafts.text(of, of === shown.current ? kept.current : '');
        drafts.write(of, since ? `${back}\n${since}` : back);
        if (of === shown.current) place(area.current, drafts.text(of, ''), back.length, back.length);
        redraw((n) => n + 1);
      }),
    [area, drafts],
  );

  const write = (next: string) => {
    drafts.write(stream, next);
    if (next.trim()) typing.wrote(stream, Date.now());
    else typing.stop();
    if (said) clear();
    redraw((n) => n + 1);
  };

  const send = async (otherwise?: (text: string) => Promise<void>) => {
    if (!text.trim() || (roomLeft(text) ?? 0) < 0) return;
    const from = area.current?.selectionStart ?? text.length;
    const to = area.current?.selectionEnd ?? text.length;
    drafts.take(stream);
    typing.stop();
    setSent(stream);
    redraw((n) => n + 1);
    if (await run(() => (otherwise ? otherwise(text) : port.send(stream, text)))) return;
    // Not sent: it goes back, before anything written meanwhile.
    const since = drafts.text(stream, '');
    drafts.write(stream, since ? `${text}\n${since}` : text);
    if (!since && shown.current === stream) place(area.current, text, from, to);
    redraw((n) => n + 1);
  };

  const mark = () => {
    const element = area.current;
    if (element && shown.current === stream)
      drafts.leave(stream, element.selectionStart, element.selectionEnd);
  };

  const pause = () => {
    typing.stop();
    drafts.flush();
  };

  const asked = mine?.code === 'guarded';
  return {
    text,
    left: roomLeft(text),
    said: asked ? undefined : mine,
    concerns: asked ? mine.concerns : none,
    leave: clear,
    write,
    send,
    mark,
    pause,
  };
}
