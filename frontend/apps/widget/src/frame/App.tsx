/** @jsxImportSource preact */
import type { Link, View } from '@parley/link';
import { composing } from '@parley/ui/composing';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Address } from './Address';
import { Compose } from './Compose';
import { Countdown } from './Countdown';
import { EndAsk } from './EndAsk';
import { Header } from './Header';
import { News, WaitNews } from './Spoken';
import { shut, talks } from './standing';
import { Thread } from './Thread';
import type { Language, Words } from './words';

export interface Window {
  open: boolean;
  /** Grows each time the visitor asks for the window, and so for the focus. */
  focus: number;
  phone: boolean;
}

interface Props {
  link: Link;
  window: Window;
  words: Words;
  language: Language;
  onClose: (ended: boolean) => void;
}

/** The visitor reads that it has ended before the window goes. */
const goodbye = 2000;

function useView(link: Link): View {
  const [view, setView] = useState(link.view);
  useLayoutEffect(() => link.subscribe(() => setView(link.view)), [link]);
  return view;
}

export function App({ link, window: win, words, language, onClose }: Props) {
  const view = useView(link);
  const field = useRef<HTMLTextAreaElement>(null);
  const [asking, setAsking] = useState(false);
  const mark = useMark(link, view, win.open);
  const closed = shut(view);
  useEffect(() => {
    if (win.open && win.focus && !mark) field.current?.focus();
  }, [win.focus]);
  useEnded(view, () => {
    setAsking(false);
    // Nothing closes on who has begun another talk since, or is writing. And where nothing is offered any
    // more, a window once closed does not open again: its reader closes it.
    if (!link.view.over) return;
    const reading = field.current?.value.trim() || shut(link.view) === 'none';
    if (!reading || !win.open) onClose(true);
  });
  useEffect(() => {
    const key = (e: KeyboardEvent) => e.key === 'Escape' && !composing(e) && onClose(false);
    document.addEventListener('keydown', key);
    return () => document.removeEventListener('keydown', key);
  }, []);

  useEffect(() => {
    if (!win.open) setAsking(false);
  }, [win.open]);

  const canEnd = talks(view) && !view.left && !view.offer?.stays;
  const endNo = () => {
    setAsking(false);
    field.current?.focus();
  };
  const endYes = () => {
    setAsking(false);
    link.leave();
    onClose(false);
  };
  return (
    <main class={win.phone ? 'phone' : ''}>
      <Header
        view={view}
        words={words}
        onEnd={canEnd ? () => setAsking(true) : null}
        onMinimise={() => onClose(false)}
      />
      {view.lasting ? null : <p class="bar">{words.memory}</p>}
      <Thread link={link} view={view} words={words} language={language} open={win.open} mark={mark} />
      <div class="bars" role="status">
        {view.shut ? <p class="bar trouble">{words.shut}</p> : null}
        {view.lost && !view.shut ? <p class="bar trouble">{words.lost}</p> : null}
      </div>
      {asking && canEnd ? <EndAsk words={words} onYes={endYes} onNo={endNo} /> : null}
      {view.endsAt ? <Countdown endsAt={view.endsAt} words={words} /> : null}
      <Address link={link} view={view} words={words} />
      {closed === 'none' && !link.draft && !view.back.length ? null : (
        <Compose link={link} view={view} words={words} language={language} field={field} />
      )}
      <News view={view} words={words} />
      <WaitNews view={view} words={words} />
    </main>
  );
}

/** While the window is open everything counts as seen; what was not, when it opened, stays marked. */
function useMark(link: Link, view: View, open: boolean): number {
  const [mark, setMark] = useState(0);
  useLayoutEffect(() => setMark(open ? view.firstUnread : 0), [open]);
  useEffect(() => {
    const see = () => open && document.visibilityState === 'visible' && link.see();
    see();
    document.addEventListener('visibilitychange', see);
    return () => document.removeEventListener('visibilitychange', see);
  }, [open, view.events]);
  return mark;
}

/** Calls back a moment after the conversation ended before the visitor's eyes. */
function useEnded({ stream, over }: View, ended: () => void): void {
  const before = useRef({ stream, over });
  useEffect(() => {
    const was = before.current;
    before.current = { stream, over };
    if (over && !was.over && stream === was.stream) setTimeout(ended, goodbye);
  }, [stream, over]);
}
