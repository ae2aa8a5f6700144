import { Button, explain, moment, unturned, useLanguage, useLocale, useSay } from '@parley/ui';
import type { PastConversation, Thread, ThreadLine } from '@parley/wire';
import { ArrowLeft, History } from 'lucide-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { usePort } from '../desk';
import { refusal } from '../port/refusal';
import type { Chosen } from '../thread/filter';
import { Log } from '../thread/Log';
import { visitorLinesAfter } from '../thread/rows';
import { useNarrowed } from '../thread/useFilter';
import './past.css';

interface Props {
  /** The conversation that goes on meanwhile. */
  thread: Thread;
  past: PastConversation;
  me: string;
  chosen: Chosen;
  onBack: () => void;
}

const nothing = () => undefined;

/** What was said in an earlier conversation, in place of the present one: for reading. */
export function PastView({ thread, past, me, chosen, onBack }: Props) {
  const say = useSay();
  const locale = useLocale();
  const [lines, error, again] = useLines(thread.stream, past.stream);
  const read = useNarrowed(lines && { ...thread, stream: past.stream, lines }, chosen);
  const since = useRef(thread.lines.at(-1)?.key);
  const unread = visitorLinesAfter(thread.lines, since.current).length;
  return (
    <>
      <section className="past-bar" aria-label={say('past.reading')}>
        <History size={16} aria-hidden="true" />
        <p>
          <strong>{say('past.reading')}</strong>{' '}
          <span className="past-when">
            {moment(past.openedAt, locale)}
            {past.agents.length > 0 && <bdi> · {unturned(past.agents.join(', '))}</bdi>}
          </span>
        </p>
        <Button look={unread > 0 ? 'strong' : 'plain'} data-testid="past-back" title="Esc" onClick={onBack}>
          <ArrowLeft size={14} aria-hidden="true" />
          {unread > 0 ? say('past.back.new', { n: unread }) : say('past.back')}
        </Button>
      </section>
      {read ? (
        <Log
          key={[...chosen].join(' ')}
          thread={read}
          me={me}
          onRetry={nothing}
          onDiscard={nothing}
          onUndo={nothing}
        />
      ) : (
        <div className="past-empty" role="status">
          <p>{error ?? say('past.loading')}</p>
          {error && <Button onClick={again}>{say('past.again')}</Button>}
        </div>
      )}
    </>
  );
}

function useLines(stream: string, past: string): [ThreadLine[] | undefined, string | undefined, () => void] {
  const port = usePort();
  const language = useLanguage();
  const [lines, setLines] = useState<ThreadLine[]>();
  const [error, setError] = useState<string>();
  const ask = useCallback(async () => {
    setError(undefined);
    try {
      setLines((await port.pastThread(stream, past)).lines);
    } catch (thrown) {
      setError(explain(language, refusal(thrown)));
    }
  }, [port, stream, past, language]);
  useEffect(() => {
    ask();
  }, [ask]);
  return [lines, error, ask];
}
