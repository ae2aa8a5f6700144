import type { Panel, Thread } from '@parley/wire';
import { type RefObject, useCallback, useLayoutEffect, useMemo, useRef } from 'react';
import { Compose } from '../compose/Compose';
import type { Drafts } from '../compose/drafts';
import type { Acts } from '../overlays/ActionsMenu';
import type { Reading } from '../past/useReading';
import type { Ask } from '../screen';
import { useSteady } from '../steady';
import { onScreen } from '../store/onScreen';
import { GoneBar } from '../thread/GoneBar';
import { lastHeld } from '../thread/held';
import { ShutBar } from '../thread/ShutBar';
import { EmptyPane } from './EmptyPane';
import { Pane } from './Pane';
import './panes.css';

interface Props {
  panel: Panel;
  drafts: Drafts;
  ask: Ask;
  acts: Acts;
  onAnswers: () => void;
  infoOpen: boolean;
  onInfo: () => void;
  reading: Reading;
  onChoose: (stream: string) => void;
}

/** The conversations on screen, each in its place: one, two or four. */
export function Panes({ panel, drafts, ask, acts, onAnswers, infoOpen, onInfo, reading, onChoose }: Props) {
  const grid = useRef<HTMLDivElement>(null);
  const { panes, threads, boxes, line } = panel;
  const active = onScreen(panel);
  const several = panes.length > 1;
  const toPresent = useSteady(() => {
    if (reading.current) reading.back();
  });
  return (
    <div className="panes" data-panes={panes.length} ref={grid}>
      {panes.map((stream, place) => {
        const thread = threads.find((one) => one.stream === stream);
        // biome-ignore lint/suspicious/noArrayIndexKey: an empty place is told from the others by where it is
        if (!thread) return several && <EmptyPane key={`place ${place}`} place={place} />;
        return (
          <Pane
            key={thread.stream}
            thread={thread}
            place={place}
            box={boxes.find((box) => box.stream === stream)}
            active={thread === active}
            several={several}
            clock={line.clock}
            me={panel.session.username ?? ''}
            ask={ask}
            acts={acts}
            infoOpen={infoOpen}
            onInfo={onInfo}
            reading={thread === active ? reading : undefined}
            onChoose={onChoose}
          />
        );
      })}
      {active && (
        <Foot grid={grid} place={panes.indexOf(active.stream)}>
          <Answer
            thread={active}
            onClose={acts.close}
            toPresent={toPresent}
            {...{ panel, drafts, ask, onAnswers }}
          />
        </Foot>
      )}
    </div>
  );
}

interface FootProps {
  grid: RefObject<HTMLDivElement | null>;
  place: number;
  children: React.ReactNode;
}

/**
 * What one writes in, laid over the end of the active pane, which leaves room for it. It is one for all
 * conversations, so that no change of them takes the caret away.
 */
function Foot({ grid, place, children }: FootProps) {
  const foot = useRef<HTMLDivElement>(null);
  const height = useRef(0);
  const above = useRef<HTMLElement>(null);
  const leaveRoom = useCallback(() => {
    const pane = grid.current?.querySelector<HTMLElement>(':scope > [data-active="true"]') ?? null;
    if (above.current !== pane) above.current?.style.removeProperty('padding-bottom');
    pane?.style.setProperty('padding-bottom', `${height.current}px`);
    above.current = pane;
  }, [grid]);
  useLayoutEffect(() => {
    const element = foot.current;
    if (!element) return undefined;
    const measure = () => {
      height.current = element.offsetHeight;
      leaveRoom();
    };
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    measure();
    return () => {
      observer.disconnect();
      above.current?.style.removeProperty('padding-bottom');
    };
  }, [leaveRoom]);
  // The active pane may be another each time.
  useLayoutEffect(leaveRoom);
  return (
    <div className="pane-foot" data-place={place} ref={foot}>
      {children}
    </div>
  );
}

function Answer({
  thread,
  panel,
  drafts,
  ask,
  onClose,
  toPresent,
  onAnswers,
}: {
  thread: Thread;
  panel: Panel;
  drafts: Drafts;
  ask: Ask;
  onClose: () => void;
  toPresent: () => void;
  onAnswers: () => void;
}) {
  const { line, shelf } = panel;
  const { lines } = thread;
  const held = useMemo(() => lastHeld(lines), [lines]);
  if (thread.open)
    return (
      <Compose
        {...{ thread, held, drafts, line, ask, onClose, toPresent, onAnswers }}
        files={panel.session.files}
      />
    );
  const item = shelf.find((one) => one.stream === thread.stream);
  return item ? (
    <ShutBar key={thread.stream} clock={line.clock} {...{ thread, item, drafts, ask }} />
  ) : (
    <GoneBar key={thread.stream} {...{ thread, drafts, ask }} />
  );
}
