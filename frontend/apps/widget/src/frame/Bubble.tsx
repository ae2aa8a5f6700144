/** @jsxImportSource preact */
import type { Link } from '@parley/link';
import { Card } from './Card';
import { Going, Sent } from './Files';
import { Rich } from './Rich';
import type { Message } from './rows';
import { Text } from './Text';
import { soonOf, timeOf } from './times';
import type { Language, Words } from './words';

interface Props {
  link: Link;
  message: Message;
  words: Words;
  language: Language;
  /** The state is only told where it matters: at the end of what was written last. */
  final: boolean;
  onRetry: (id: string) => void;
  onDiscard: (id: string) => void;
  /** Answers a choice. */
  onTake: (option: string) => void;
}

export function Bubble({ link, message: m, words, language, final, onRetry, onDiscard, onTake }: Props) {
  const mine = m.from === 'visitor';
  const name = mine ? words.you : m.name || words.someone;
  const group = `${m.first ? ' first' : ''}${m.last ? ' last' : ''}${m.past ? ' past' : ''}`;
  return (
    <article
      class={`message ${mine ? 'mine' : 'theirs'}${group}${m.state === 'failed' ? ' failed' : ''}`}
      data-seq={m.seq || undefined}
      tabIndex={-1}
    >
      <h2 class={mine || !m.first ? 'hidden' : 'name'} dir="auto">
        {name}
      </h2>
      {m.rich ? (
        <Rich rich={m.rich} message={m} words={words} language={language} onTake={onTake} />
      ) : m.card ? (
        <Card card={m.card} offer={m.form === 'offer'} words={words} />
      ) : m.file ? (
        <Sent link={link} file={m.file} words={words} language={language} />
      ) : m.going ? (
        <Going
          file={m.going}
          failed={m.state === 'failed'}
          words={words}
          language={language}
          onTakeBack={() => onDiscard(m.id ?? '')}
        />
      ) : (
        <Text text={m.text} />
      )}
      {m.state === 'failed' ? (
        <Failed message={m} words={words} language={language} onRetry={onRetry} onDiscard={onDiscard} />
      ) : m.last ? (
        <p class="meta">
          <time dateTime={new Date(m.at).toISOString()}>{timeOf(m.at, language)}</time>
          {mine && m.state && !m.going?.waits && (final || m.state === 'sending')
            ? ` · ${words[m.state]}`
            : ''}
        </p>
      ) : null}
    </article>
  );
}

function Failed({
  message: m,
  words,
  language,
  onRetry,
  onDiscard,
}: Omit<Props, 'link' | 'final' | 'onTake'>) {
  const code = m.going && m.code === 'not_found' ? 'file_gone' : (m.code ?? '');
  // Up to the minute that is shown there may be none yet.
  const until = m.again ? soonOf(m.again + 59_999, Date.now(), language) : '';
  const reason = until ? words.fullUntil(until) : (words.reasons[code] ?? m.reason ?? '');
  const id = m.id ?? '';
  return (
    <div class="meta trouble">
      <p>
        {words.failed}
        {reason ? `${words.colon}${reason}` : ''}
      </p>
      {m.going && !m.going.here ? null : (
        <button type="button" onClick={() => onRetry(id)}>
          {words.retry}
        </button>
      )}
      <button type="button" onClick={() => onDiscard(id)}>
        {words.discard}
      </button>
    </div>
  );
}
