import type { ThreadLine } from '@parley/wire';
import type { Port } from '../port/port';

type Listen = (stream: string, text: string, sentAt: number) => void;
const listeners = new Set<Listen>();

/** Hears each text that was sent and taken back, and when it was sent, until what it returns is called. */
export function onTakenBack(listen: Listen): () => void {
  listeners.add(listen);
  return () => listeners.delete(listen);
}

/** Takes a message back that has not left, and brings its text to where it was written. */
export async function takeBack(port: Port, stream: string, line: ThreadLine): Promise<void> {
  const text = await port.undo(stream, line.key);
  for (const listen of listeners) listen(stream, text, line.at);
}
