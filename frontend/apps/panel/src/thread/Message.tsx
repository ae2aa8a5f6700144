import {
  Button,
  Hidden,
  RichText,
  timeOfDay,
  unturned,
  useLocale,
  useSay,
  useSecondsUntil,
} from '@parley/ui';
import type { File as Sent, ThreadLine } from '@parley/wire';
import { AlertTriangle, ArrowUp, Check, Copy, Hourglass, Inbox, RotateCw, Trash2, Undo2 } from 'lucide-react';
import { useCopied } from '../copied';
import { FileMessage } from '../files/FileMessage';
import { BothTexts, isTwofold } from '../translation/BothTexts';
import { isArrived } from './arrived';
import { authorOf } from './author';
import { Card } from './Card';
import { Rich } from './Rich';
import { Tick, Ticked } from './Tick';

interface Props {
  line: ThreadLine;
  /** The conversation it was written in. */
  stream: string;
  head: boolean;
  /** Whether it is the agents' newest message that has arrived: its state is told in words. */
  newestSent: boolean;
  /** The name of the agent who sits here. */
  me: string;
  /** The visitor's. */
  visitor: string;
  onRetry: (key: string) => void;
  /** Copies a text that cannot be sent again, as its conversation is gone; absent where it can. */
  onCopy?: ((text: string) => Promise<boolean>) | undefined;
  onDiscard: (key: string) => void;
  onUndo: (key: string) => void;
  onEnlarge: (stream: string, file: Sent) => void;
  onSave: (stream: string, file: string) => void;
}

/** One message: the visitor's stand left, the agents' right. */
export function Message({ stream, line, head, newestSent, me, visitor, onEnlarge, onSave, ...ways }: Props) {
  const say = useSay();
  const locale = useLocale();
  const author = authorOf(line, me, visitor, say);
  const coming = line.coming
    ? {
        left: line.state === 'sending' ? (line.left ?? 0) : null,
        onStop: () => ways.onDiscard(line.key),
      }
    : undefined;
  return (
    <div
      className="message"
      data-side={line.kind}
      data-head={head}
      data-state={line.state}
      data-form={line.form}
      data-testid={`line-${line.key}`}
    >
      {head ? (
        <div className="message-head">
          <bdi className="message-author">{author}</bdi>
          <time className="figures" dateTime={new Date(line.at).toISOString()}>
            {timeOfDay(line.at, locale)}
          </time>
        </div>
      ) : (
        <Hidden>{author}</Hidden>
      )}
      <div className="message-row">
        <div className="message-body">
          {line.erased ? (
            <em className="message-erased">{say('thread.erased')}</em>
          ) : isTwofold(line) ? (
            <BothTexts stream={stream} line={line} />
          ) : line.rich ? (
            <Rich rich={line.rich} line={line} />
          ) : line.form === 'file' && line.file ? (
            <FileMessage stream={stream} file={line.file} {...{ onEnlarge, onSave }} coming={coming} />
          ) : (line.form === 'link' || line.form === 'offer') && line.card ? (
            <Card form={line.form} card={line.card} />
          ) : (
            <RichText text={line.text ?? ''} />
          )}
        </div>
        {isArrived(line.state) && !newestSent && <Tick line={line} state={line.state} />}
      </div>
      {isArrived(line.state)
        ? newestSent && <Ticked line={line} state={line.state} />
        : line.state && <Progress line={line} state={line.state} {...ways} />}
    </div>
  );
}

const shapes = { held: Hourglass, queued: Inbox, sending: ArrowUp, failed: AlertTriangle };

interface ProgressProps extends Pick<Props, 'line' | 'onRetry' | 'onCopy' | 'onDiscard' | 'onUndo'> {
  state: keyof typeof shapes;
}

function Progress({ line, state, onRetry, onCopy, onDiscard, onUndo }: ProgressProps) {
  const say = useSay();
  const Shape = shapes[state];
  // A reason says itself that the message was not sent.
  const word = (state === 'failed' && unturned(line.reason ?? '')) || say(`state.${state}`);
  return (
    <div className="message-state" data-state={state}>
      <Shape size={12} strokeWidth={2.25} aria-hidden="true" />
      {state === 'held' ? <Countdown until={line.until ?? 0} /> : <span>{word}</span>}
      {state === 'held' && (
        <span className="message-ways">
          <Button look="link" data-testid={`undo-${line.key}`} keepsCaret onClick={() => onUndo(line.key)}>
            <Undo2 size={12} strokeWidth={2.25} aria-hidden="true" />
            {say('state.undo')}
          </Button>
        </span>
      )}
      {state === 'failed' && (
        <span className="message-ways">
          {onCopy ? (
            <CopyWay line={line} onCopy={onCopy} />
          ) : (
            <Button look="link" data-testid={`retry-${line.key}`} onClick={() => onRetry(line.key)}>
              <RotateCw size={12} strokeWidth={2.25} aria-hidden="true" />
              {say('state.retry')}
            </Button>
          )}
          <Button look="link" data-testid={`discard-${line.key}`} onClick={() => onDiscard(line.key)}>
            <Trash2 size={12} strokeWidth={2.25} aria-hidden="true" />
            {say('state.discard')}
          </Button>
        </span>
      )}
    </div>
  );
}

/** Copies what the agent wrote. Of a file there is nothing to copy. */
function CopyWay({ line, onCopy }: { line: ThreadLine; onCopy: (text: string) => Promise<boolean> }) {
  const say = useSay();
  const words = line.original || line.text || '';
  const [copied, copy] = useCopied(() => onCopy(words));
  if (!words || line.form === 'file') return null;
  const Shape = copied ? Check : Copy;
  return (
    <Button look="link" data-testid={`copy-${line.key}`} keepsCaret onClick={copy}>
      <Shape size={12} strokeWidth={2.25} aria-hidden="true" />
      <span aria-live="polite">{say(copied ? 'id.copied' : 'shut.copy')}</span>
    </Button>
  );
}

/** How long a message can still be undone. It is not read out: the seconds would be all that is heard. */
function Countdown({ until }: { until: number }) {
  const say = useSay();
  const left = useSecondsUntil(until);
  return (
    <>
      <span className="figures" aria-hidden="true">
        {say('state.held', { n: left })}
      </span>
      <Hidden>{say('state.held.plain')}</Hidden>
    </>
  );
}
