import type { StateBox, Thread } from '@parley/wire';
import { type MouseEvent, memo, useCallback } from 'react';
import { toCompose } from '../compose/caret';
import { takeBack } from '../compose/takenBack';
import { usePort } from '../desk';
import type { Acts } from '../overlays/ActionsMenu';
import type { Reading } from '../past/useReading';
import type { Ask } from '../screen';
import { useSteady } from '../steady';
import { AsyncBanner } from '../thread/AsyncBanner';
import { Head } from '../thread/Head';
import { Reader } from '../thread/Reader';
import { Spoken } from '../thread/Spoken';
import { AsideHead } from './AsideHead';

interface Props {
  thread: Thread;
  place: number;
  box: StateBox | undefined;
  active: boolean;
  /** Whether there are others beside it. */
  several: boolean;
  clock: number;
  me: string;
  ask: Ask;
  acts: Acts;
  infoOpen: boolean;
  onInfo: () => void;
  /** What is read in it: only in the active one. */
  reading: Reading | undefined;
  onChoose: (stream: string) => void;
}

/** One conversation on screen. Only in the active one can be written. */
export const Pane = memo(function Pane(props: Props) {
  const { thread, place, box, active, several, clock, me, ask, acts, infoOpen, onInfo, reading, onChoose } =
    props;
  const port = usePort();
  const choose = (click: MouseEvent<HTMLElement>) => {
    // Whoever marks words or presses something in it wants just that.
    const pressed = click.target instanceof Element && click.target.closest('a, button');
    if (!active && !pressed && getSelection()?.isCollapsed !== false) onChoose(thread.stream);
  };
  const { stream } = thread;
  const onFilter = useSteady(() => reading?.filter.open());
  const onRetry = useCallback((key: string) => ask(() => port.retry(stream, key)), [ask, port, stream]);
  const onCopy = useCallback((text: string) => ask(() => port.copyText(text)), [ask, port]);
  const onDiscard = useCallback(
    (key: string) => {
      ask(() => port.discard(stream, key));
      toCompose(); // what was pressed goes with its message
    },
    [ask, port, stream],
  );
  const onUndo = useSteady((key: string) => {
    const line = thread.lines.findLast((one) => one.key === key);
    if (line) ask(() => takeBack(port, stream, line));
  });
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: by keyboard the button in its head does the same
    // biome-ignore lint/a11y/noStaticElementInteractions: the click is a short cut for that button
    <div
      className="pane"
      data-testid={`pane-${thread.stream}`}
      data-place={place}
      data-active={active}
      data-mine={box?.mine ?? false}
      onClick={choose}
    >
      {active ? (
        <Head
          thread={thread}
          infoOpen={infoOpen}
          onInfo={onInfo}
          filtered={reading?.filter.shown ?? false}
          onFilter={onFilter}
          acts={acts}
        />
      ) : (
        <AsideHead thread={thread} box={box} clock={clock} onChoose={onChoose} />
      )}
      {active && !several && thread.async && thread.open && <AsyncBanner />}
      {/* Beside it nothing is hidden: there is no bar there to say so. */}
      <Reader
        {...{ thread, me, onRetry, onDiscard, onUndo, reading }}
        onCopy={thread.gone ? onCopy : undefined}
      />
      {active && <Spoken thread={thread} />}
    </div>
  );
});
