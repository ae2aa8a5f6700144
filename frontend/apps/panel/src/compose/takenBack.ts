import { speaker } from '@parley/ui';
import type { ThreadLine } from '@parley/wire';
import { recalled } from '../files/handed';
import type { Sendable } from '../files/handOver';
import { inBoth } from '../inBoth';
import type { Port } from '../port/port';

type Listen = (stream: string, text: string, sentAt: number, files: readonly Sendable[]) => void;
const listeners = new Set<Listen>();

/**
 * Hears each text that was sent and taken back, when it was sent, and the files that went back with it, until what it returns
 * is called.
 */
export function onTakenBack(listen: Listen): () => void {
  listeners.add(listen);
  return () => listeners.delete(listen);
}

/** Takes a message back that has not left, and brings its text and its files to where they were sent from. */
export async function takeBack(port: Port, stream: string, line: ThreadLine): Promise<void> {
  const { text, files } = await port.undo(stream, line.key);
  const back = recalled(files);
  for (const listen of listeners) listen(stream, text, line.at, back);
  const lost = files.length - back.length;
  if (lost > 0)
    throw inBoth('files_lost', 'file', (language) => speaker(language)('file.undone', { n: lost }));
}
