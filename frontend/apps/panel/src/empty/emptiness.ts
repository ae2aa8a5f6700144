import type { Panel } from '@parley/wire';

export type Emptiness =
  | 'connecting'
  | 'offline'
  | 'pick'
  | 'noChannels'
  | 'available'
  | 'full'
  | 'unavailable';

/** Why no conversation is on screen. */
export function emptiness({ line, boxes, channels }: Panel): Emptiness {
  if (boxes.length > 0) return 'pick';
  if (line.state !== 'online') return line.state;
  if (channels.length === 0) return 'noChannels';
  const lit = (light: string) => channels.some((lamp) => lamp.light === light);
  if (lit('green')) return 'available';
  return lit('orange') ? 'full' : 'unavailable';
}
