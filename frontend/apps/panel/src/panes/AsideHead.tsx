import { Button, Presence, Stopwatch, unturned, useSay, within } from '@parley/ui';
import type { StateBox } from '@parley/wire';
import { Hourglass, PencilLine } from 'lucide-react';
import { memo } from 'react';
import { type Outline, sameOutline } from '../store/alike';

interface Props {
  thread: Outline;
  box: StateBox | undefined;
  clock: number;
  onChoose: (stream: string) => void;
}

/** The head of a conversation that is on screen beside the one that is worked in. */
export const AsideHead = memo(function AsideHead({ thread, box, clock, onChoose }: Props) {
  const say = useSay();
  return (
    <header className="head head-aside">
      <div className="aside-who">
        <Presence of={thread} />
        <h2 className="head-name" dir="auto" title={within(thread.name)}>
          {unturned(thread.name)}
        </h2>
        <span className="aside-label figures folds">
          <span>{thread.label}</span>
        </span>
      </div>
      <span className="aside-end">
        {thread.typing && <span className="aside-typing">{say('box.typing')}</span>}
        {box?.mine && (
          <span className="aside-waits" title={say('pane.waits')} data-testid={`waits-${thread.stream}`}>
            <Hourglass size={12} strokeWidth={2.25} aria-hidden="true" />
            <span className="hidden">{say('pane.waits')}</span>
            <Stopwatch since={box.waitingSince} clock={clock} />
          </span>
        )}
        <Button
          look="icon"
          data-testid={`work-${thread.stream}`}
          aria-label={say('pane.work', { name: within(thread.name) })}
          title={say('pane.work', { name: within(thread.name) })}
          onClick={() => onChoose(thread.stream)}
        >
          <PencilLine size={16} aria-hidden="true" />
        </Button>
      </span>
    </header>
  );
}, sameOutline);
