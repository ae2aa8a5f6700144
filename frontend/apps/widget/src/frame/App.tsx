/** @jsxImportSource preact */
import type { Link, View } from '@parley/link';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Compose } from './Compose';
import { EndAsk } from './EndAsk';
import { Header } from './Header';
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
  onUnread: (count: number, going: boolean) => void;
}

/** The visitor reads that it has ended before the window goes. */
const goodbye = 2000;

function useView(link: Link): View {
  const [view, setView] = useState(link.view);
  useLayoutEffect(() => link.subscribe(() => setView(link.view)), [link]);
  return view;
}

export function App({ link, window: win, words, language, onClose, onUnread }: Props) {
  const view = useView(link);
  const field = useRef<HTMLTextAreaElement>(null);
  const [asking, setAsking] = useState(false);
  const mark = useMark(link, view, win.open);
  const going = (view.stream !== '' && !view.over && !view.left) || view.pending.length > 0;

  useEffect(() => onUnread(win.open ? 0 : view.unread, going), [win.open, view.unread, going]);
  useEffect(() => {
    if (win.open && win.focus && !mark) field.current?.focus();
  }, [win.focus]);
  useEnded(view, () => {
    setAsking(false);
    if (!field.current?.value.trim()) onClose(true);
  });
  useEffect(() => {
    const key = (e: KeyboardEvent) => e.key === 'Escape' && !e.isComposing && onClose(false);
    document.addEventListener('keydown', key);
    return () => document.removeEventListener('keydown', key);
  }, []);

  useEffect(() => {
    if (!win.open) setAsking(false);
  }, [win.open]);

  const canEnd = view.stream !== '' && !view.over && !view.left;
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
      <Compose link={link} words={words} language={language} field={field} />
      <News view={view} words={words} />
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

/** Tells a screen reader the newest thing, once. */
function News({ view, words }: { view: View; words: Words }) {
  const heard = useRef(view.events.at(-1)?.seq ?? 0);
  const stream = useRef(view.stream);
  const [news, setNews] = useState('');
  useEffect(() => {
    const top = stream.current === view.stream ? heard.current : 0;
    const fresh = view.events.filter((e) => e.seq > top && e.from !== 'visitor').at(-1);
    heard.current = view.events.at(-1)?.seq ?? 0;
    stream.current = view.stream;
    if (!fresh) return;
    const name = fresh.name || words.someone;
    if (fresh.kind === 'message') setNews(`${name}${words.colon}${fresh.text ?? ''}`);
    else setNews(fresh.kind === 'joined' ? words.joined(name) : words.ended);
  }, [view.events]);
  return (
    <p class="hidden" aria-live="polite">
      {news}
    </p>
  );
}
