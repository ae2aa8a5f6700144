import { Button, useSay } from '@parley/ui';
import type { Thread } from '@parley/wire';
import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { toPane } from '../compose/caret';
import type { Drafts } from '../compose/drafts';
import { useCopied } from '../copied';
import { usePort } from '../desk';
import type { Sendable } from '../files/handOver';
import type { Ask } from '../screen';

interface Unsent {
  text: string;
  /** Throws it away. */
  discard: () => void;
  /** Takes that back, as long as one looks at it: absent where nothing was. */
  restore: (() => void) | undefined;
  /** What was pasted beside it, and takes one of these out. */
  pasted: readonly Sendable[];
  drop: (file: Sendable) => void;
}

/** What was written, or pasted, and not sent in a conversation where nothing can be written now. */
export function useWritten({ stream, draft }: Pick<Thread, 'stream' | 'draft'>, drafts: Drafts): Unsent {
  const [thrown, setThrown] = useState({ of: '', text: '' });
  const [, redraw] = useState(0);
  // A message that was on its way when it went comes back to what was written.
  useEffect(() => drafts.onGivenBack((of) => of === stream && redraw((n) => n + 1)), [drafts, stream]);
  const whole = drafts.text(stream, draft);
  const rewrite = (text: string, instead: string) => {
    drafts.write(stream, text);
    drafts.refuse(stream, undefined); // why it did not leave is not about this one
    drafts.flush();
    setThrown({ of: stream, text: instead });
  };
  const back = thrown.of === stream && !whole ? thrown.text : '';
  return {
    text: whole.trim(),
    discard: () => rewrite('', whole),
    restore: back ? () => rewrite(back, '') : undefined,
    pasted: drafts.pasted(stream),
    drop: (file) => {
      drafts.unpaste(stream, [file]);
      redraw((n) => n + 1);
      requestAnimationFrame(toPane); // what was pressed goes with it
    },
  };
}

/** The text itself, with what it is above it. */
export function Written({ text }: { text: string }) {
  const say = useSay();
  return (
    <>
      <p id="shut-written">{say('shut.written')}</p>
      <blockquote
        className="shut-written"
        dir="auto"
        aria-labelledby="shut-written"
        data-testid="shut-written"
      >
        {text}
      </blockquote>
    </>
  );
}

/** Copies the text, and says so for a moment. */
export function CopyWritten({ text, ask }: { text: string; ask: Ask }) {
  const say = useSay();
  const port = usePort();
  const [copied, copy] = useCopied(() => ask(() => port.copyText(text)));
  return (
    <Button keepsCaret className="shut-copy" data-testid="shut-copy" onClick={copy}>
      {copied ? <Check size={14} aria-hidden="true" /> : <Copy size={14} aria-hidden="true" />}
      <span aria-live="polite">{say(copied ? 'id.copied' : 'shut.copy')}</span>
    </Button>
  );
}
