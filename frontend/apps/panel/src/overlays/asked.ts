import type { Found, Panel } from '@parley/wire';

/** What a dialog asks about a conversation. */
export type About = 'close' | 'transfer' | 'snooze' | 'block';

/** Where in the list at the end of a shift something was asked. */
export interface Left {
  act: About;
  /** The row's place, and how far the list was scrolled, in px. */
  row: number;
  top: number;
}

/** What the open dialog is about. */
export type Asked =
  | {
      about: About;
      stream: string;
      name: string;
      label: string;
      unsent: boolean;
      /** It was asked at the end of a shift, and leads back there. */
      leaving?: Left;
    }
  | { about: 'customer'; of: string; name: string }
  | { about: 'recall'; past: Found }
  | { about: 'keys' | 'answers' | 'settings' | 'switcher' }
  | { about: 'out'; from?: Left };

/**
 * Whether the conversation that something is asked about has left. Before the line is there again none has: it may not have
 * been told of yet.
 */
export function isMoot(asked: Asked, panel: Panel): boolean {
  const { boxes, shelf, threads, line } = panel;
  const among = (all: readonly { stream: string }[], stream: string) =>
    all.some((one) => one.stream === stream);
  if (line.state !== 'online') return false;
  if ('stream' in asked) return !among(boxes, asked.stream);
  return asked.about === 'customer' && !among([...boxes, ...shelf, ...threads], asked.of);
}
