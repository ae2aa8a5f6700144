/** @jsxImportSource preact */
// The quiet lines between what is said.
import type { View } from '@parley/link';
import type { Row } from './rows';
import { shut } from './standing';
import { dayOf } from './times';
import { waitWords } from './wait';
import type { Language, Words } from './words';

interface Props {
  view: View;
  words: Words;
  language: Language;
  row: Exclude<Row, { row: 'message' }>;
}

export function Note({ row, view, words, language }: Props) {
  switch (row.row) {
    case 'day':
      return <p class="note day">{dayOf(row.at, Date.now(), language, words)}</p>;
    case 'joined':
      return <Line text={words.joined(row.name || words.someone)} />;
    case 'lost':
      return <Line text={words.lostAgent(row.name || words.someone)} />;
    case 'transferred':
      return <Line text={words.transferred} />;
    case 'ended':
      return <Ended row={row} view={view} words={words} />;
    case 'left':
      return <Card title={words.left} more={words.leftMore} />;
    case 'waiting':
      return <Waiting view={view} words={words} />;
    case 'earlier':
      return <p class="note">{words.earlier}</p>;
    case 'unread':
      return <p class="note unread">{words.unread}</p>;
  }
}

function Line({ text }: { text: string }) {
  return (
    <p class="note" dir="auto">
      {text}
    </p>
  );
}

function Card({ title, more }: { title: string; more: string }) {
  return (
    <p class="note card" dir="auto">
      <strong>{title}</strong>
      {more ? <span>{more}</span> : null}
    </p>
  );
}

function Ended({ row, view, words }: Pick<Props, 'view' | 'words'> & { row: Row & { row: 'ended' } }) {
  const now = view.over && !row.past;
  const closed = shut(view);
  if (row.end === 'nobody_free') {
    return <Card title={words.endedNobody} more={now && closed !== 'none' ? words.endedNobodyMore : ''} />;
  }
  const why = row.end === 'inactive' ? words.endedInactive : '';
  const again = now && !closed ? words.endedMore : '';
  return <Card title={words.ended} more={`${why} ${again}`.trim()} />;
}

function Waiting({ view, words }: Pick<Props, 'view' | 'words'>) {
  const { title, more } = waitWords(view, words);
  return title ? <Card title={title} more={more} /> : <Line text={more} />;
}
