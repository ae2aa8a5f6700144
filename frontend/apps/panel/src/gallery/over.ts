// What was talked to its end on this machine, in the gallery.
import type { Recalled, ThreadLine } from '@parley/wire';

const day = 86_400_000;

/** Whose conversations are over, the newest first. */
export const over: Recalled[] = [
  { stream: 'over1', channel: 'chat', name: 'Ludovica Ferrari', openedAt: Date.now() - 2 * day },
  { stream: 'over2', channel: 'app', name: 'Silver Marten', openedAt: Date.now() - 3 * day },
  {
    stream: 'over3',
    channel: 'chat',
    name: 'Oluwaseun Adébáyò-Ọlátúnjí von Hohenstein-Wittgenberg of the Northern Lakes Expedition Society',
    openedAt: Date.now() - 9 * day,
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
