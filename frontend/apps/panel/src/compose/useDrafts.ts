import type { Panel } from '@parley/wire';
import { useEffect, useState } from 'react';
import { usePort } from '../desk';
import { Drafts } from './drafts';
import { written } from './lull';
import { onTakenBack } from './takenBack';

/**
 * The unsent texts, for as long as the agent is signed in and the conversation is theirs. What is taken back comes to
 * them, whatever is on screen. Who asks for them is drawn anew when something was pasted beside one, or is there no more.
 */
export function useDrafts({
  boxes,
  shelf,
  threads,
  line,
}: Pick<Panel, 'boxes' | 'shelf' | 'threads' | 'line'>): Drafts {
  const port = usePort();
  const [drafts] = useState(() => new Drafts((of, text) => port.draft(of, text).catch(() => undefined)));
  const [, redraw] = useState(0);
  useEffect(() => drafts.onPasted(() => redraw((n) => n + 1)), [drafts]);
  useEffect(
    () =>
      onTakenBack((of, text, sentAt, files) => {
        if (text) drafts.takeBack(of, text, sentAt);
        if (files.length > 0) drafts.paste(of, files);
      }),
    [drafts],
  );
  const known = line.state === 'online';
  useEffect(() => {
    // Before the line is there again what is missing has not left: it may not have been told of yet.
    if (known) drafts.only(new Set([...boxes, ...shelf, ...threads].map((one) => one.stream)));
  }, [drafts, boxes, shelf, threads, known]);
  useEffect(
    () =>
      port.onClosing(async () => {
        await written();
        await drafts.flush();
        await port.handedOver();
      }),
    [port, drafts],
  );
  return drafts;
}
