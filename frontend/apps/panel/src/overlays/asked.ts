import type { Recalled } from '@parley/wire';

/** What a dialog asks about a conversation. */
export type About = 'close' | 'transfer' | 'snooze' | 'block';

/** What the open dialog is about. */
export type Asked =
  | {
      about: About;
      stream: string;
      name: string;
      unsent: boolean;
      /** It was asked at the end of a shift, and leads back there. */
      leaving?: boolean;
    }
  | { about: 'customer'; of: string; name: string }
  | { about: 'recall'; past: Recalled }
  | { about: 'keys' | 'answers' | 'settings' | 'switcher' }
  | { about: 'out' };
