import { Button, Hidden, RichText, timeOfDay, useLanguage, useSay } from '@parley/ui';
import type { ThreadLine } from '@parley/wire';
import { AlertTriangle, ArrowUp, Check, Inbox, RotateCw, Trash2 } from 'lucide-react';

interface Props {
  line: ThreadLine;
  head: boolean;
  tail: boolean;
  /** The name of the agent who sits here. */
  me: string;
  onRetry: (key: string) => void;
  onDiscard: (key: string) => void;
}

/** One message: the visitor's stand left, the agents' right. */
export function Message({ line, head, tail, me, onRetry, onDiscard }: Props) {
  const say = useSay();
  const language = useLanguage();
  const author = line.kind === 'agent' && (!line.name || line.name === me) ? say('thread.you') : (line.name ?? '');
  const settled = line.state === undefined || line.state === 'sent';
  return (
    <div className="message" data-side={line.kind} data-head={head} data-state={line.state} data-testid={`line-${line.key}`}>
      {head ? (
        <div className="message-head">
          <bdi className="message-author">{author}</bdi>
          <time className="figures" dateTime={new Date(line.at).toISOString()}>
            {timeOfDay(line.at, language)}
          </time>
        </div>
      ) : (
        <Hidden>{author}</Hidden>
      )}
      <div className="message-body">
        <RichText text={line.text ?? ''} />
      </div>
      {line.state && (tail || !settled) && (
        <Progress line={line} state={line.state} onRetry={onRetry} onDiscard={onDiscard} />
      )}
    </div>
  );
}

const shapes = { queued: Inbox, sending: ArrowUp, sent: Check, failed: AlertTriangle };

interface ProgressProps extends Pick<Props, 'line' | 'onRetry' | 'onDiscard'> {
  state: NonNullable<ThreadLine['state']>;
}

function Progress({ line, state, onRetry, onDiscard }: ProgressProps) {
  const say = useSay();
  const Shape = shapes[state];
  const word = state === 'failed' && line.reason ? say('state.failed.why', { reason: line.reason }) : say(`state.${state}`);
  return (
    <div className="message-state" data-state={state}>
      <Shape size={12} strokeWidth={2.25} aria-hidden="true" />
      <span>{word}</span>
      {state === 'failed' && (
        <span className="message-ways">
          <Button look="link" data-testid={`retry-${line.key}`} onClick={() => onRetry(line.key)}>
            <RotateCw size={12} strokeWidth={2.25} aria-hidden="true" />
            {say('state.retry')}
          </Button>
          <Button look="link" data-testid={`discard-${line.key}`} onClick={() => onDiscard(line.key)}>
            <Trash2 size={12} strokeWidth={2.25} aria-hidden="true" />
            {say('state.discard')}
          </Button>
        </span>
      )}
    </div>
  );
}
