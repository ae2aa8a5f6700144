import { Button, Hidden, RichText, timeOfDay, useLocale, useSay } from '@parley/ui';
import type { ThreadLine } from '@parley/wire';
import { AlertTriangle, ArrowUp, Inbox, RotateCw, Trash2 } from 'lucide-react';
import { isArrived } from './arrived';
import { Card } from './Card';
import { Tick, Ticked } from './Tick';

interface Props {
  line: ThreadLine;
  head: boolean;
  /** Whether it is the agents' newest message that has arrived: its state is told in words. */
  newestSent: boolean;
  /** The name of the agent who sits here. */
  me: string;
  onRetry: (key: string) => void;
  onDiscard: (key: string) => void;
}

/** One message: the visitor's stand left, the agents' right. */
export function Message({ line, head, newestSent, me, onRetry, onDiscard }: Props) {
  const say = useSay();
  const locale = useLocale();
  const author =
    line.kind === 'agent' && (!line.name || line.name === me) ? say('thread.you') : (line.name ?? '');
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
          ) : line.form && line.card ? (
            <Card form={line.form} card={line.card} />
          ) : (
            <RichText text={line.text ?? ''} />
          )}
        </div>
        {isArrived(line.state) && !newestSent && <Tick line={line} state={line.state} />}
      </div>
      {isArrived(line.state)
        ? newestSent && <Ticked line={line} state={line.state} />
        : line.state && <Progress line={line} state={line.state} onRetry={onRetry} onDiscard={onDiscard} />}
    </div>
  );
}

const shapes = { queued: Inbox, sending: ArrowUp, failed: AlertTriangle };

interface ProgressProps extends Pick<Props, 'line' | 'onRetry' | 'onDiscard'> {
  state: keyof typeof shapes;
}

function Progress({ line, state, onRetry, onDiscard }: ProgressProps) {
  const say = useSay();
  const Shape = shapes[state];
  const word =
    state === 'failed' && line.reason
      ? say('state.failed.why', { reason: line.reason })
      : say(`state.${state}`);
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
