import { Button, explain, moment, useLanguage, useLocale, useSay, within } from '@parley/ui';
import { Dialog } from '@parley/ui/overlays';
import type { Found, Thread, ThreadLine } from '@parley/wire';
import { useCallback, useEffect, useState } from 'react';
import { usePort } from '../desk';
import { refusal } from '../port/refusal';
import { Log } from '../thread/Log';
import './past.css';

interface Props {
  past: Found;
  /** The name of the agent who sits here. */
  me: string;
  onDone: () => void;
}

const nothing = () => undefined;

/** A conversation that is over, as this machine still knows it: for reading, with a line or without. */
export function RecallDialog({ past, me, onDone }: Props) {
  const say = useSay();
  const locale = useLocale();
  const [lines, error, again] = useRecalled(past.stream);
  const thread = lines && threadOf(past, lines);
  return (
    <Dialog title={say('recall.title', { name: within(past.name) })} onClose={onDone} wide>
      <p className="dialog-text">{moment(past.openedAt, locale)}</p>
      <div className="recall" data-testid="recall">
        {thread ? (
          <Log thread={thread} me={me} onRetry={nothing} onDiscard={nothing} onUndo={nothing} />
        ) : (
          <div className="past-empty" role="status">
            <p>{error ?? say('past.loading')}</p>
            {error && <Button onClick={again}>{say('past.again')}</Button>}
          </div>
        )}
      </div>
      <div className="dialog-actions">
        <Button look="strong" data-testid="recall-done" onClick={onDone}>
          {say('keys.done')}
        </Button>
      </div>
    </Dialog>
  );
}

function threadOf({ stream, channel, name, openedAt }: Found, lines: ThreadLine[]): Thread {
  const over = { online: false, typing: false, waited: 0, async: false, open: false, draft: '', label: '' };
  return { stream, channel, name, openedAt, lines, ...over };
}

function useRecalled(stream: string): [ThreadLine[] | undefined, string | undefined, () => void] {
  const port = usePort();
  const language = useLanguage();
  const [lines, setLines] = useState<ThreadLine[]>();
  const [error, setError] = useState<string>();
  const ask = useCallback(async () => {
    setError(undefined);
    try {
      setLines((await port.recall(stream)).lines);
    } catch (thrown) {
      setError(explain(language, refusal(thrown)));
    }
  }, [port, stream, language]);
  useEffect(() => {
    ask();
  }, [ask]);
  return [lines, error, ask];
}
