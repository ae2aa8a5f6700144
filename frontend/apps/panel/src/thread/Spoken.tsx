import { unturned, useSay, within } from '@parley/ui';
import type { Thread } from '@parley/wire';
import { useEffect, useRef, useState } from 'react';
import { visitorLinesAfter } from './rows';

/** Reads out the visitor's newest message. The log itself is silent: it moves its rows about while scrolling. */
export function Spoken({ thread }: { thread: Thread }) {
  const say = useSay();
  const known = useRef({ stream: thread.stream, key: thread.lines.at(-1)?.key });
  const [spoken, setSpoken] = useState<{ text: string; key: string }>();
  useEffect(() => {
    const { stream, key } = known.current;
    known.current = { stream: thread.stream, key: thread.lines.at(-1)?.key };
    if (stream !== thread.stream) return;
    const newest = visitorLinesAfter(thread.lines, key).at(-1);
    if (newest && key !== undefined)
      setSpoken({
        text:
          newest.form === 'file'
            ? say('thread.announce.file', { name: within(thread.name), text: within(newest.text ?? '') })
            : say('thread.announce', { name: within(thread.name), text: unturned(newest.text ?? '') }),
        key: newest.key,
      });
  }, [thread, say]);
  const newest = thread.lines.findLast((line) => line.kind === 'visitor');
  const heard = useRef({ stream: thread.stream, key: newest?.key, translation: newest?.translation });
  useEffect(() => {
    const before = heard.current;
    heard.current = { stream: thread.stream, key: newest?.key, translation: newest?.translation };
    // Its translation comes behind it.
    if (
      before.stream === thread.stream &&
      before.key === newest?.key &&
      !before.translation &&
      newest?.translation
    )
      setSpoken({
        text: say('translate.heard', { text: unturned(newest.translation) }),
        key: `${newest.key} translated`,
      });
  }, [thread.stream, newest, say]);
  return (
    <div className="hidden" role="status" aria-live="polite">
      {/* Another element for each, be the words the same: what does not change is not read out again. */}
      {spoken && <p key={spoken.key}>{spoken.text}</p>}
    </div>
  );
}
