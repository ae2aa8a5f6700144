import type { Thread } from '@parley/wire';
import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { quietly, type Said, useAction } from '../action';
import { usePort } from '../desk';
import { Drafts } from './drafts';
import { roomLeft } from './length';
import { Typing } from './typing';

export interface Writing {
  text: string;
  left: number | undefined;
  said: Said | undefined;
  write: (text: string) => void;
  send: () => void;
  /** Remembers where the caret stands. */
  mark: () => void;
  /** Ends the signal of writing and keeps the text. */
  pause: () => void;
}

/** The unsent text of the conversation on screen, and what becomes of it. */
export function useWriting(thread: Thread, area: RefObject<HTMLTextAreaElement | null>): Writing {
  const port = usePort();
  const { stream } = thread;
  const [drafts] = useState(() => new Drafts((of, text) => quietly(port.draft(of, text))));
  const [typing] = useState(() => new Typing((of, on) => quietly(port.typing(of, on))));
  const [, redraw] = useState(0);
  const [run, said, clear] = useAction();
  const text = drafts.text(stream, thread.draft);
  const shown = useRef(stream);

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

  const write = (next: string) => {
    drafts.write(stream, next);
    if (next.trim()) typing.wrote(stream, Date.now());
    else typing.stop();
    if (said) clear();
    redraw((n) => n + 1);
  };

  const send = async () => {
    if (!text.trim() || (roomLeft(text) ?? 0) < 0) return;
    drafts.take(stream);
    typing.stop();
    redraw((n) => n + 1);
    const sent = await run(() => port.send(stream, text));
    if (sent) return;
    // Refused: it goes back, before anything written meanwhile.
    const since = drafts.text(stream, '');
    drafts.write(stream, since ? `${text}\n${since}` : text);
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

  return { text, left: roomLeft(text), said, write, send, mark, pause };
}
