import { unturned } from '@parley/ui';

/** What the switcher finds, in this order. */
export const parts = ['talks', 'commands', 'answers', 'past', 'looks'] as const;

/** The same where no command has a name like that: what one does may still fit. */
export const byWhatTheyDo = [
  'talks',
  'answers',
  'commands',
  'past',
  'looks',
] as const satisfies (typeof parts)[number][];

/** One thing the switcher can lead to. */
export interface Entry {
  id: string;
  part: (typeof parts)[number];
  name: string;
  /** What else it is found by, and what is shown beside it. */
  about: string;
  /** What it is found by and does not show. */
  also?: string;
  /** The number of a conversation on the desk. */
  label?: string;
  /** The key that does the same. */
  keys?: string;
  run: () => void;
}

/** A conversation's number, and what else tells it. */
export const labelled = (label: string, text: string) => `${label} · ${unturned(text)}`;
