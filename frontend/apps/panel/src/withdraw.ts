import { quietly } from './action';
import type { Port } from './port/port';

/**
 * Takes back what was asked of some conversations and is not answered. Whoever leaves undone what asked it does not want it
 * asked again by itself, should the line have been lost over it.
 */
export function withdraw(port: Port, conversations: readonly { stream: string }[]): void {
  for (const { stream } of conversations) quietly(port.withdraw(stream));
}
