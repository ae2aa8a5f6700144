import { Button, useSay, within } from '@parley/ui';
import type { Thread } from '@parley/wire';
import { ArrowDown } from 'lucide-react';
import { useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { Virtualizer, type VirtualizerHandle } from 'virtua';
import { Message } from './Message';
import { Day, Quiet } from './Quiet';
import { type Row, rowsOf, visitorLinesAfter } from './rows';
import './log.css';

interface Props {
  thread: Thread;
  me: string;
  onRetry: (key: string) => void;
  onDiscard: (key: string) => void;
}

/** How far from the end still counts as being there, in pixels. */
const near = 32;

/** The thread itself. It stays at its end while the reader is there, and where the reader is otherwise. */
export function Log({ thread, me, onRetry, onDiscard }: Props) {
  const say = useSay();
  const rows = useMemo(() => rowsOf(thread.lines), [thread.lines]);
  const list = useRef<VirtualizerHandle>(null);
  const frame = useRef<HTMLDivElement>(null);
  const following = useRef(true);
  const lastSeen = useRef<string>(undefined);
  const [away, setAway] = useState(false);

  const sent = useMemo(() => thread.lines.findLast((line) => line.state === 'sent')?.key, [thread.lines]);

  const toEnd = useCallback(() => {
    following.current = true;
    setAway(false);
    list.current?.scrollToIndex(rows.length - 1, { align: 'end' });
  }, [rows.length]);

  const follow = useCallback(() => {
    if (following.current) list.current?.scrollToIndex(rows.length - 1, { align: 'end' });
  }, [rows.length]);

  const onScroll = (offset: number) => {
    const handle = list.current;
    if (!handle) return;
    const end = offset + handle.viewportSize >= handle.scrollSize - near;
    following.current = end;
    setAway(!end);
  };

  // The newest own message is always shown: who has just sent wants to see it.
  const newest = thread.lines.at(-1);
  useLayoutEffect(() => {
    if (newest?.kind === 'agent' && newest.state !== 'sent') following.current = true;
    follow();
  }, [newest, follow]);

  useLayoutEffect(() => {
    if (!frame.current) return undefined;
    const observer = new ResizeObserver(follow);
    observer.observe(frame.current);
    return () => observer.disconnect();
  }, [follow]);

  if (!away) lastSeen.current = newest?.key;
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
        ref={frame}
      >
        <div className="log-fill" />
        <Virtualizer
          ref={list}
          data={rows}
          scrollRef={frame}
          onScroll={onScroll}
          onResize={follow}
          bufferSize={600}
        >
          {(row) => (
            <Drawn key={row.key} row={row} sent={sent} me={me} onRetry={onRetry} onDiscard={onDiscard} />
          )}
        </Virtualizer>
      </div>
      {away && (
        <Button className="log-new" look={unseen > 0 ? 'strong' : 'plain'} keepsCaret onClick={toEnd}>
          <ArrowDown size={14} aria-hidden="true" />
          {unseen > 0 ? say('thread.new', { n: unseen }) : say('thread.toEnd')}
        </Button>
      )}
    </div>
  );
}

function Drawn({ row, sent, ...rest }: { row: Row; sent: string | undefined } & Omit<Props, 'thread'>) {
  switch (row.kind) {
    case 'day':
      return <Day at={row.at} />;
    case 'system':
      return <Quiet line={row.line} />;
    default:
      return <Message line={row.line} head={row.head} newestSent={row.key === sent} {...rest} />;
  }
}
