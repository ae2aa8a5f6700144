/** What a dialog asks about a conversation. */
export type About = 'close' | 'transfer' | 'snooze' | 'block';

/** What the open dialog is about. */
export type Asked =
  | { about: About; stream: string; name: string; unsent: boolean }
  | { about: 'keys' | 'answers' | 'settings' | 'switcher' }
  | { about: 'out' };
