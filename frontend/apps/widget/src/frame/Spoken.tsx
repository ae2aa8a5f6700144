/** @jsxImportSource preact */
// What a screen reader is told, and nobody sees.
import type { View } from '@parley/link';
import { useEffect, useRef, useState } from 'preact/hooks';
import { paced } from './paced';
import { told } from './rows';
import { said } from './said';
import { waitWords } from './wait';
import type { Words } from './words';

interface Props {
  view: View;
  words: Words;
}

/** The place in a line moves often; hearing of it is enough now and then. */
const everySoOften = 30_000;

/** The newest thing, once. */
export function News({ view, words }: Props) {
  const heard = useRef(view.events.at(-1)?.seq ?? 0);
  const stream = useRef(view.stream);
  const [news, setNews] = useState('');
  useEffect(() => {
    const top = stream.current === view.stream ? heard.current : 0;
    const fresh = told(view.events)
      .filter((e) => e.seq > top && e.from !== 'visitor')
      .at(-1);
    heard.current = view.events.at(-1)?.seq ?? 0;
    stream.current = view.stream;
    if (fresh) setNews(spoken(fresh, words));
  }, [view.events]);
  return <Voice text={news} />;
}

/** How the wait stands. */
export function WaitNews({ view, words }: Props) {
  const [news, setNews] = useState('');
  const [voice] = useState(() => paced(everySoOften, setNews));
  const { title, more } = waitWords(view, words);
  const text = view.wait ? [title, more].filter(Boolean).join('. ') : '';
  useEffect(() => {
    if (text) voice.tell(text);
    else {
      voice.stop();
      setNews('');
    }
  }, [text]);
  return <Voice text={news} />;
}

function Voice({ text }: { text: string }) {
  return (
    <p class="hidden" aria-live="polite">
      {text}
    </p>
  );
}

function spoken(e: View['events'][number], words: Words): string {
  const name = e.name || words.someone;
  switch (e.kind) {
    case 'message':
      if (e.form === 'file') return words.sentFile(name, e.text ?? '');
      return `${name}${words.colon}${said(e)}`;
    case 'joined':
      return words.joined(name);
    case 'waiting':
      return words.seekingOther;
    case 'transferred':
      return words.transferred;
    case 'warned':
      return words.warned;
    case 'closed':
      if (e.end === 'nobody_free') return `${words.endedNobody}. ${words.endedNobodyMore}`;
      return e.end === 'inactive' ? `${words.ended}. ${words.endedInactive}` : words.ended;
  }
}
