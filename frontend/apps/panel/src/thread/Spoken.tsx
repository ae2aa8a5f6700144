import { useSay, within } from '@parley/ui';
import type { Thread } from '@parley/wire';
import { useEffect, useRef, useState } from 'react';
import { visitorLinesAfter } from './rows';

/** Reads out the visitor's newest message. The log itself is silent: it moves its rows about while scrolling. */
export function Spoken({ thread }: { thread: Thread }) {
  const say = useSay();
  const known = useRef({ stream: thread.stream, key: thread.lines.at(-1)?.key });
  const [text, setText] = useState('');
  useEffect(() => {
    const { stream, key } = known.current;
    known.current = { stream: thread.stream, key: thread.lines.at(-1)?.key };
    if (stream !== thread.stream) return;
    const newest = visitorLinesAfter(thread.lines, key).at(-1);
    if (newest && key !== undefined)
      setText(say('thread.announce', { name: within(thread.name), text: newest.text ?? '' }));
  }, [thread, say]);
  return (
    <div className="hidden" role="status" aria-live="polite">
      {text}
    </div>
  );
}
