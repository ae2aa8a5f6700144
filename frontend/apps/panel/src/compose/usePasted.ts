import type { FileLimits } from '@parley/wire';
import { useState } from 'react';
import { usePort } from '../desk';
import { type Sendable, sendFiles, unfit, whyNot } from '../files/handOver';
import type { NotSent } from '../files/refused';
import type { Drafts } from './drafts';

type Run = (order: () => Promise<void>) => Promise<boolean>;

/**
 * What was pasted into a conversation and is no text: what there is, what takes more in, what takes one out, and what
 * sends all of it. The clipboard may answer late, when there is other than was, or elsewhere: each reads it anew.
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
  (of: string) => void,
] {
  const port = usePort();
  const [, draw] = useState(0);
  const redraw = () => draw((n) => n + 1);
  const pick = (files: readonly Sendable[]) => {
    // Why one cannot be sent is said at once.
    const refused = files.flatMap((file): NotSent[] => {
      const why = unfit(file, limits);
      return why ? [{ name: file.name, why }] : [];
    });
    if (refused.length > 0) run(() => Promise.reject(whyNot(refused, files)));
    drafts.paste(
      stream,
      files.filter((file) => !unfit(file, limits)),
    );
    redraw();
  };
  const drop = (file: Sendable) => {
    drafts.unpaste(stream, file);
    redraw();
  };
  const send = (of: string) => {
    const files = drafts.unpaste(of);
    redraw();
    if (files.length > 0) run(() => sendFiles(port, of, files, limits));
  };
  return [drafts.pasted(stream), pick, drop, send];
}
