/** @jsxImportSource preact */
import type { Link, View } from '@parley/link';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { Bubble } from './Bubble';
import { Note } from './Note';
import { type Row, rows } from './rows';
import { shut } from './standing';
import { useSaw } from './useSaw';
import type { Language, Words } from './words';

interface Props {
  link: Link;
  view: View;
  words: Words;
  language: Language;
  open: boolean;
  /** The first message that was unread when the window was opened. */
  mark: number;
}

export function Thread({ link, view, words, language, open, mark }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const list = rows(view, mark);
  const lastMine = list.reduce((at, r, i) => (r.row === 'message' && r.from === 'visitor' ? i : at), -1);

  /** The heights it was last looked at with. */
  const laid = useRef('');
  const heights = (el: HTMLElement) => `${el.clientHeight} ${el.scrollHeight}`;

  const follow = () => {
    const el = box.current;
    if (!el) return;
    if (atEnd.current) el.scrollTop = el.scrollHeight;
    laid.current = heights(el);
  };
  useLayoutEffect(follow);
  useEffect(() => {
    const watcher = new ResizeObserver(follow);
    if (box.current) watcher.observe(box.current);
    return () => watcher.disconnect();
  }, []);
  useLayoutEffect(() => {
    if (!open || !mark) return;
    atEnd.current = false;
    const el = box.current;
    const first = el?.querySelector<HTMLElement>(`[data-seq="${mark}"]:not(.past)`);
    if (!el || !first) return;
    // Only the thread may move, not the frame around it.
    el.scrollTop += first.getBoundingClientRect().top - el.getBoundingClientRect().top - el.clientHeight / 3;
    first.focus({ preventScroll: true });
  }, [open, mark]);

  useSaw(link, box, open, view.events);

  const scrolled = () => {
    const el = box.current;
    if (!el) return;
    // Told late, after the room was laid out anew: that is no reader who leaves.
    if (atEnd.current && heights(el) !== laid.current) follow();
    else atEnd.current = el.scrollHeight - el.scrollTop - el.clientHeight < 48;
  };
  // What had the focus is gone, and on a phone nobody wants the keys of the field.
  const rest = () => box.current?.focus({ preventScroll: true });
  const draw = (row: Row, i: number) => {
    if (row.row !== 'message')
      return <Note key={row.key} row={row} view={view} words={words} language={language} />;
    return (
      <Bubble
        key={row.key}
        link={link}
        message={row}
        words={words}
        language={language}
        final={i === lastMine}
        onRetry={(id) => link.retry(id)}
        onDiscard={(id) => {
          link.discard(id);
          rest();
        }}
        onTake={(option) => {
          link.post(option);
          atEnd.current = true;
          rest();
        }}
      />
    );
  };
  return (
    <div
      class="thread"
      ref={box}
      role="log"
      aria-live="off"
      aria-label={words.thread}
      // A region that scrolls must be reachable by keyboard.
      // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
      tabIndex={0}
      onScroll={scrolled}
    >
      {list.length === 0 ? <Welcome view={view} words={words} /> : list.map(draw)}
      {view.typing ? <Typing words={words} name={view.agent || words.someone} /> : null}
    </div>
  );
}

function Welcome({ view, words }: Pick<Props, 'view' | 'words'>) {
  const { offer } = view;
  const closed = shut(view);
  let more = '';
  if (closed) more = words.helloShutMore[closed];
  else if (offer) more = offer.state === 'online' ? words.helloNow : offer.welcome || words.helloAsync;
  return (
    <div class="welcome">
      <h2>{closed ? words.helloShut[closed] : words.hello}</h2>
      <p dir="auto">{more}</p>
    </div>
  );
}

function Typing({ words, name }: { words: Words; name: string }) {
  return (
    <p class="typing" dir="auto">
      <span class="dots" aria-hidden="true">
        <i />
        <i />
        <i />
      </span>
      {words.typing(name)}
    </p>
  );
}
