import type { FileLimits } from '@parley/wire';
import { useEffect, useState } from 'react';
import { usePort } from '../desk';
import { type Sendable, sendFiles, unfit } from '../files/handOver';
import { type NotSent, together } from '../files/refused';
import type { Drafts } from './drafts';

type Run = (order: () => Promise<void>) => Promise<boolean>;

/**
 * What was pasted into a conversation and is no text: what there is, what takes more in, what takes one out, and what
 * sends some of it, beside a message or by itself. The clipboard may answer late, when there is other than was, or another
 * is on screen: each reads anew what there is, and what cannot be sent is named.
 */
export function usePasted(
  stream: string,
  drafts: Drafts,
  limits: FileLimits | undefined,
  run: Run,
): [
  readonly Sendable[],
  (files: readonly Sendable[]) => void,
  (file: Sendable) => void,
  (of: string, files: readonly Sendable[], beside?: string) => void,
] {
  const port = usePort();
  const [, draw] = useState(0);
  useEffect(() => drafts.onPasted(() => draw((n) => n + 1)), [drafts]);
  const pick = (files: readonly Sendable[]) => {
    const fit: Sendable[] = [];
    const refused: NotSent[] = [];
    for (const file of files) {
      const why = unfit(file, limits);
      if (why) refused.push({ name: file.name, why });
      else fit.push(file);
    }
    // Why one cannot be sent is said at once.
    if (refused.length > 0) run(() => Promise.reject(together(refused, false)));
    drafts.paste(stream, fit);
  };
  const drop = (file: Sendable) => {
    drafts.unpaste(stream, [file]);
  };
  const send = (of: string, files: readonly Sendable[], beside = '') => {
    // Meanwhile they may have gone with another text, or been taken out.
    const going = drafts.unpaste(of, files);
    if (going.length === 0) return;
    const keep = (file: Sendable) => drafts.paste(of, [file]);
    run(() => sendFiles(port, of, going, limits, { keep, beside }));
  };
  return [drafts.pasted(stream), pick, drop, send];
}
