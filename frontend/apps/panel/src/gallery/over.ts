// What was talked to its end on this machine, in the gallery.
import type { Found, ThreadLine } from '@parley/wire';

const day = 86_400_000;

const one = (stream: string, label: string, days: number) =>
  ({ stream, over: true, channel: 'chat', label, openedAt: Date.now() - days * day }) as const;

/** Whose conversations are over, the newest first. */
export const over: Found[] = [
  { ...one('over1', 'AC 4702', 2), name: 'Ludovica Ferrari' },
  { ...one('over2', 'AC 4698', 3), channel: 'app', name: 'Silver Marten' },
  {
    ...one('over3', 'AC 4650', 9),
    name: 'Oluwaseun Adébáyò-Ọlátúnjí von Hohenstein-Wittgenberg of the Northern Lakes Expedition Society',
  },
];

/** What was said in each. */
export const saidThere: ThreadLine[] = [
  { key: 'r1', kind: 'system', at: Date.now() - 2 * day, system: 'opened', text: 'Shop' },
  {
    key: 'r2',
    kind: 'visitor',
    at: Date.now() - 2 * day,
    name: 'Ludovica Ferrari',
    text: 'Do you mend zips?',
  },
  {
    key: 'r3',
    kind: 'agent',
    at: Date.now() - 2 * day,
    name: 'Ada',
    text: 'We do, within a week.',
    state: 'seen',
  },
  {
    key: 'r4',
    kind: 'system',
    at: Date.now() - 2 * day,
    system: 'closed',
    ending: 'agent',
    name: 'Ada Okafor',
  },
];
