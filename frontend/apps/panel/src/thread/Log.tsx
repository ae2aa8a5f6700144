import { Button, useLocale, useSay, within } from '@parley/ui';
import type { PastThread, File as Sent, Thread } from '@parley/wire';
import { ArrowDown } from 'lucide-react';
import {
  type ClipboardEvent,
  type FocusEvent,
  type KeyboardEvent,
  memo,
  type Ref,
  Suspense,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type WheelEvent,
} from 'react';
import { type CustomContainerComponentProps, Virtualizer, type VirtualizerHandle } from 'virtua';
import { useAction } from '../action';
import { notNowhere } from '../compose/caret';
import { usePort } from '../desk';
import { asking } from '../files/gone';
import { PictureDialog } from '../overlays/later';
import { isArrived } from './arrived';
import { atEnd } from './atEnd';
import { isUnsent } from './filter';
import { Message } from './Message';
import { Day, Fresh, Mark, Quiet } from './Quiet';
import { Reach } from './Reach';
import { type Row, Rows, rowsBefore, rowsBelow, rowsMarked, visitorLinesAfter } from './rows';
import { isWhole, wordsOf } from './words';
import './log.css';

interface Props {
  thread: Thread;
  /** The conversations before it that are shown above, the newest first. */
  earlier?: readonly PastThread[];
  /** Reads one more of them; absent where there is none. */
  onReach?: (() => Promise<void>) | undefined;
  me: string;
  onRetry: (key: string) => void;
  onCopy?: ((text: string) => Promise<boolean>) | undefined;
  onDiscard: (key: string) => void;
  onUndo: (key: string) => void;
  /** Is told of the last line in view, each time that is another. */
  onView?: ((key: string) => void) | undefined;
}

/** How far from the end still counts as being there, in pixels. */
const near = 32;

/** How far beyond what is in sight rows are drawn, in pixels. */
const beyond = 600;

const none: readonly number[] = [];
const alone: readonly PastThread[] = [];

/**
 * How long the way to the beginning, or to what is new, takes at most, in milliseconds: whoever drags the scroll bar
 * afterwards is let go.
 */
const climb = 1000;

/** How long after a turn of the wheel or a key upwards the thread may take to move by it, in milliseconds. */
const leave = 500;

/** How long rows come to rest after the frame was made another size, in milliseconds: what moves meanwhile is nobody. */
const rest = 300;

const isAtEnd = (frame: HTMLElement) => frame.scrollHeight - frame.clientHeight - frame.scrollTop <= near;

/**
 * The thread itself. It opens where what is new begins, or at its end. There it stays while the reader is there, and where
 * the reader is otherwise.
 */
export const Log = memo(function Log({ thread, earlier = alone, onReach, onView, ...message }: Props) {
  const say = useSay();
  const locale = useLocale();
  const port = usePort();
  const [save, refused, forget] = useAction();
  const [enlarged, setEnlarged] = useState<{ stream: string; file: Sent }>();
  const onEnlarge = useCallback((stream: string, file: Sent) => setEnlarged({ stream, file }), []);
  const letPictureGo = useCallback(() => {
    setEnlarged(undefined);
    // A picture later it has given the focus back, unless what opened it is gone meanwhile.
    requestAnimationFrame(() => requestAnimationFrame(notNowhere));
  }, []);
  const onSave = useCallback(
    (stream: string, file: string) => {
      save(() => asking(port, file, () => port.save(stream, file)));
    },
    [port, save],
  );
  const [known] = useState(() => new Rows());
  const before = useMemo(() => rowsBefore(earlier, onReach !== undefined), [earlier, onReach]);
  const all = useMemo(() => rowsBelow(before, thread.lines, known), [before, thread.lines, known]);
  const [rows, mark] = useMemo(() => rowsMarked(all, thread.fresh), [all, thread.fresh]);
  // What comes in above pushes nobody away from what they read.
  const highest = earlier.at(-1)?.stream;
  const top = useRef(highest);
  const shifted = top.current !== highest;
  useLayoutEffect(() => {
    top.current = highest;
  });
  const frame = useRef<HTMLDivElement>(null);
  const list = useRef<VirtualizerHandle>(null);
  const following = useRef(true);
  /** Until when it is on the way to the beginning: rows are measured as they come, and each moves that further away. */
  const climbing = useRef(0);
  /** Until when the reader is going up though nothing has moved yet: nobody pulls them back. */
  const leaving = useRef(0);
  const stays = useRef<ReturnType<typeof setTimeout>>(undefined);
  /** Until when it is on the way to what is new, whose mark stands at this place. */
  const landing = useRef(mark < 0 ? 0 : Date.now() + climb);
  const landAt = useRef(mark);
  const lastOffset = useRef(0);
  /** When it last moved, and when the reader last did something in it. */
  const moved = useRef(0);
  const touched = useRef(0);
  /** The size of the frame, and when it came to be that. */
  const sized = useRef({ width: 0, height: 0, at: 0 });
  useEffect(() => () => clearTimeout(stays.current), []);
  const lastSeen = useRef(mark < 0 ? undefined : lineBefore(thread));
  const [away, setAway] = useState(mark >= 0);

  const sent = useMemo(() => thread.lines.findLast((line) => isArrived(line.state))?.key, [thread.lines]);

  const stay = useCallback(() => {
    climbing.current = 0;
    landing.current = 0;
    leaving.current = 0;
    following.current = true;
  }, []);

  const toEnd = useCallback(() => {
    stay();
    setAway(false);
    if (frame.current) frame.current.scrollTop = frame.current.scrollHeight;
  }, [stay]);

  // Not scrollToIndex: it goes on for a while, and would pull a reader who leaves just then back down.
  const follow = useCallback(() => {
    if (!frame.current) return;
    if (Date.now() < climbing.current) frame.current.scrollTop = 0;
    else if (Date.now() < landing.current) {
      frame.current.scrollTop = list.current?.getItemOffset(landAt.current) ?? 0;
      following.current = isAtEnd(frame.current);
      setAway(!following.current);
    } else if (following.current && Date.now() >= leaving.current)
      frame.current.scrollTop = frame.current.scrollHeight;
  }, []);

  const measure = useCallback(() => {
    const { clientWidth: width = 0, clientHeight: height = 0 } = frame.current ?? {};
    if (width !== sized.current.width || height !== sized.current.height)
      sized.current = { width, height, at: Date.now() };
  }, []);

  const touch = () => {
    touched.current = Date.now();
  };
  const letGo = () => {
    touch();
    climbing.current = 0;
    landing.current = 0;
  };
  const goUp = () => {
    if (!frame.current || frame.current.scrollTop === 0) return;
    leaving.current = Date.now() + leave;
    // Who did not go after all has missed nothing.
    clearTimeout(stays.current);
    stays.current = setTimeout(follow, leave);
  };
  const onFocus = ({ target }: FocusEvent) => {
    touch();
    // What the keys come to is shown, be it above; the mouse comes to what is in sight.
    if (target !== frame.current && target.matches(':focus-visible')) goUp();
  };
  const onWheel = ({ deltaY, ctrlKey }: WheelEvent) => {
    letGo();
    if (deltaY < 0 && !ctrlKey) goUp();
  };
  const onCopy = (event: ClipboardEvent<HTMLDivElement>) => {
    if (!isWhole(document.getSelection(), event.currentTarget)) return;
    event.preventDefault();
    event.clipboardData.setData('text/plain', wordsOf(rows, message.me, thread.name, say, locale));
  };
  const onKeyDown = ({ key }: KeyboardEvent) => {
    letGo();
    if (key === 'Home') climbing.current = Date.now() + climb;
    if (key === 'Home') following.current = false;
    if (key === 'ArrowUp' || key === 'PageUp') goUp();
  };

  // Rows are measured as they come into sight, so the end moves away by itself: only going up is leaving it.
  const onScroll = (offset: number) => {
    const element = frame.current;
    if (!element) return;
    if (Date.now() < climbing.current && offset > 0) {
      element.scrollTop = 0;
      return;
    }
    measure();
    if (Date.now() < landing.current) {
      lastOffset.current = offset;
      return;
    }
    const now = Date.now();
    const by = lastOffset.current - offset;
    // What stands beside the frame may make it higher and lower again between two pictures. That moves the thread once, by
    // no more than the height of what stands there, and leaves the frame as it was. And the list may have no rows between
    // two pictures: that moves it once, to the beginning.
    const alone = now > touched.current + leave;
    const once = now > moved.current + rest && by <= window.innerHeight - element.clientHeight;
    const pushed = alone && (once || offset === 0);
    const up = by > 1 && (now < leaving.current || (now > sized.current.at + rest && !pushed));
    lastOffset.current = offset;
    moved.current = now;
    if (by > 1 && !up) follow();
    if (isAtEnd(element)) following.current = true;
    else if (up) following.current = false;
    setAway(!following.current);
  };

  useLayoutEffect(() => {
    landAt.current = mark;
    if (mark < 0) landing.current = 0;
  }, [mark]);

  // The newest own message is always shown: who has just sent wants to see it.
  const newest = thread.lines.at(-1);
  useLayoutEffect(() => {
    if (newest?.kind === 'agent' && !isArrived(newest.state)) stay();
    follow();
  }, [newest, stay, follow]);

  useLayoutEffect(() => {
    if (!frame.current) return undefined;
    const observer = new ResizeObserver(() => {
      measure();
      follow();
    });
    observer.observe(frame.current);
    return () => observer.disconnect();
  }, [follow, measure]);

  const seen = useMemo(() => thread.lines.findLast((line) => !isUnsent(line))?.key, [thread.lines]);
  useEffect(() => {
    if (!away && seen !== undefined) onView?.(seen);
  }, [away, seen, onView]);

  if (!away) lastSeen.current = newest?.key;
  // A line that comes moves the thread down, and on the way down nothing above is drawn: at the end it stays.
  const kept = away ? none : atEnd(list.current, rows.length, beyond);
  const unseen = away ? visitorLinesAfter(thread.lines, lastSeen.current).length : 0;

  return (
    <div className="log">
      <div
        className="log-frame"
        data-testid="thread"
        role="log"
        aria-live="off"
        aria-label={say('thread.label', { name: within(thread.name) })}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        onKeyDown={onKeyDown}
        onWheel={onWheel}
        onPointerDownCapture={letGo}
        onFocus={onFocus}
        onCopy={onCopy}
        ref={frame}
      >
        <div className="log-fill" />
        {rows.length === 0 && <p className="log-none">{say('filter.none')}</p>}
        <Virtualizer
          ref={list}
          as={Sheet}
          data={rows}
          keepMounted={kept}
          shift={shifted}
          scrollRef={frame}
          onScroll={onScroll}
          onResize={follow}
          bufferSize={beyond}
        >
          {(row) => (
            <Drawn
              key={row.key}
              row={row}
              stream={thread.stream}
              visitor={thread.name}
              {...{ sent, onEnlarge, onSave, onReach }}
              {...message}
            />
          )}
        </Virtualizer>
      </div>
      {refused && (
        <div className="log-refused" role="alert">
          <p>{refused.text}</p>
          <Button look="quiet" onClick={forget}>
            {say('keys.done')}
          </Button>
        </div>
      )}
      <Suspense>{enlarged && <PictureDialog {...enlarged} onSave={onSave} onDone={letPictureGo} />}</Suspense>
      {away && (
        <Button className="log-new" look={unseen > 0 ? 'strong' : 'plain'} keepsCaret onClick={toEnd}>
          <ArrowDown size={14} aria-hidden="true" />
          {unseen > 0 ? say('thread.new', { n: unseen }) : say('thread.toEnd')}
        </Button>
      )}
    </div>
  );
});

/** The line above what is new. */
function lineBefore({ lines, fresh }: Thread): string | undefined {
  return lines[lines.findLastIndex(({ key }) => key === fresh) - 1]?.key;
}

/**
 * What the rows lie on. While it moves the list would let presses fall through it; but it moves with each line that comes,
 * and what is pressed then is meant.
 */
function Sheet({ style: { pointerEvents: _, ...style }, ref, children }: SheetProps) {
  return (
    <div style={style} ref={ref}>
      {children}
    </div>
  );
}

interface SheetProps extends CustomContainerComponentProps {
  ref?: Ref<HTMLDivElement>;
}

interface DrawnProps extends Omit<Props, 'thread' | 'earlier' | 'onView'> {
  row: Row;
  stream: string;
  visitor: string;
  sent: string | undefined;
  onEnlarge: (stream: string, file: Sent) => void;
  onSave: (stream: string, file: string) => void;
}

const Drawn = memo(function Drawn({ row, stream, sent, onReach, ...rest }: DrawnProps) {
  switch (row.kind) {
    case 'reach':
      return onReach && <Reach onReach={onReach} />;
    case 'day':
      return <Day at={row.at} />;
    case 'earlier':
    case 'present':
      return <Mark kind={row.kind} at={row.at} />;
    case 'fresh':
      return <Fresh />;
    case 'system':
      return <Quiet line={row.line} />;
    default:
      return (
        <Message
          line={row.line}
          stream={row.of ?? stream}
          head={row.head}
          newestSent={row.key === sent}
          {...rest}
        />
      );
  }
});
