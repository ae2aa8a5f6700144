// What a conversation can go through: handed on, set aside, taken back, and the agent set away.
import type { Panel, ShelfItem, Thread, ThreadLine } from '@parley/wire';
import type { FakePort } from '../port/fake';
import { fake, first } from './fakes';
import { lamps } from './panels';
import { type Conversation, conversations } from './people';

const minute = 60_000;
const hour = 60 * minute;

const long = 'Oluwaseun Adébáyò-Ọlátúnjí von Hohenstein-Wittgenberg of the Northern Lakes Expedition Society';

function item(stream: string, name: string, change: Partial<ShelfItem>): ShelfItem {
  return {
    stream,
    channel: 'chat',
    label: `AC ${4600 + Number(stream.slice(1))}`,
    name,
    state: 'snoozed',
    online: false,
    lastText: 'I will ask my brother and come back to you.',
    ...change,
  };
}

/** A shelf with one of everything, the ends reckoned from now. */
function shelf(): ShelfItem[] {
  const now = Date.now();
  return [
    item('s1', 'Marta Lindgren', { until: now + 25 * minute }),
    item('s2', long, { until: now + 3 * hour, keep: true, channel: 'app' }),
    item('s3', 'Quiet Heron', { until: now + 9 * 24 * hour, lastText: '' }),
    item('s4', 'Teodor Vasile', {
      state: 'reserved',
      since: now - 12 * minute,
      from: 'Ben Osei',
      comment: 'He has asked twice for the blue one; the stock list says Friday.',
      waits: 'full',
    }),
    item('s5', 'Sanna', {
      state: 'reserved',
      since: now - 3 * hour,
      keep: true,
      waits: 'away',
      channel: 'app',
    }),
  ];
}

const async = (count: number): Conversation[] =>
  first(conversations(count), { async: true }, { async: true });

/** A thread that is read and not written in: the item it belongs to is on the shelf. A text may have been begun in it. */
function shut(lying: ShelfItem | undefined, lines: ThreadLine[] = [], draft = ''): FakePort {
  const [one, ...rest] = conversations(3);
  if (!one) return fake([]);
  const open = rest.map(({ box, thread }) => ({ box: { ...box, tone: 'mine' as const }, thread }));
  const { name, label, channel, stream } = lying ?? one.box;
  const thread: Thread = {
    ...one.thread,
    ...{ name, label, channel, stream, draft },
    async: true,
    open: false,
    gone: !lying,
    lines: [...one.thread.lines, ...lines],
  };
  const port = fake(open, {
    shelf: lying ? shelf().map((one) => ({ ...one, draft: one.stream === stream && draft !== '' })) : [],
    panes: [stream],
    active: stream,
    threads: [thread],
  });
  return port;
}

function snoozed(draft = ''): FakePort {
  const [lying] = shelf();
  const at = Date.now() - 2 * hour;
  const until = lying?.until ?? at;
  return shut(lying, [{ key: 'z', kind: 'system', at, system: 'snoozed', name: 'Ada Okafor', until }], draft);
}

function reserved(): FakePort {
  const lying = shelf().find((one) => one.from);
  return shut(lying, [
    {
      key: 't',
      kind: 'system',
      at: Date.now() - 12 * minute,
      system: 'transferred',
      from: 'Ben Osei',
      to: 'Ada Okafor',
      anyway: true,
      comment: lying?.comment ?? '',
    },
  ]);
}

/** So many conversations, of which the first two have left the agent with something unsent in them. */
function unsent(count: number): FakePort {
  const all = conversations(count).map((one, place): Conversation => {
    if (place > 1) return one;
    const line: ThreadLine = {
      key: `unsent${place + 1}`,
      kind: 'agent',
      at: Date.now() - minute,
      name: 'Ada',
      text: 'The list of everything in the box is on its way to you.',
      state: 'failed',
      reason: 'Not sent: the conversation is closed.',
    };
    const name = place === 1 ? long : one.box.name;
    const box = { ...one.box, name, failed: true, gone: true, mine: false, online: false, waitingSince: 0 };
    if (box.tone === 'mine') box.tone = 'theirs';
    return {
      box,
      thread: {
        ...one.thread,
        name,
        open: false,
        gone: true,
        online: false,
        lines: [...one.thread.lines, line],
      },
    };
  });
  return fake(all);
}

/** The conversation on screen was ended by somebody else, while the agent wrote in it. */
function taken(): FakePort {
  const all = conversations(3).map((one, place): Conversation => {
    if (place > 0) return one;
    const line: ThreadLine = {
      ...{ key: 'ended', kind: 'system', at: Date.now() },
      ...{ system: 'closed', ending: 'administrator', name: 'Mia Okoro', comment: 'Asked for by telephone.' },
    };
    const box = { ...one.box, gone: true, mine: false, online: false, waitingSince: 0, draft: true };
    return {
      box,
      thread: {
        ...{
          ...one.thread,
          open: false,
          gone: true,
          stays: true,
          online: false,
          lines: [...one.thread.lines, line],
        },
        draft: 'We can bring it on Thursday between nine and twelve; would that be',
      },
    };
  });
  return fake(all);
}

/** Something that was not sent in what is open, and in what lies aside; or only there. */
function unsettled(open: boolean): FakePort {
  const lying = shelf().map((one, place) => ({ ...one, draft: place === 0, failed: place === 1 }));
  const all = conversations(open ? 3 : 0).map((one, place): Conversation => {
    if (place > 1) return one;
    const box = { ...one.box, draft: true, failed: place === 1, name: place === 1 ? long : one.box.name };
    return { box, thread: { ...one.thread, name: box.name, draft: 'It would be ' } };
  });
  return fake(all, { shelf: lying });
}

function imposed(): FakePort {
  const red = lamps.map((lamp) => ({ ...lamp, light: 'red' as const }));
  return fake(conversations(2), { imposed: 'missed', channels: red });
}

/** A lamp for each channel there is. */
function channels(): Panel['channels'] {
  return [...lamps, { channel: 'app', light: 'green', status: 'available', used: 1, slots: 5 }];
}

/** Every quiet line there is, one after the other. */
function history(): FakePort {
  const begun = Date.now() - 26 * hour;
  const lines = told.map(
    (line, place): ThreadLine => ({
      key: `q${place}`,
      kind: 'system',
      at: begun + place * 4 * minute,
      ...line,
    }),
  );
  return fake(first(async(2), {}, { lines }), { shelf: shelf().slice(0, 1) });
}

const comment =
  'She wants the tent before Friday, and would take the green one if it comes to that.\nHer order is 88 213.';
const soon = Date.now() + 3 * hour;
const told: readonly Partial<ThreadLine>[] = [
  { system: 'opened', text: 'Shop' },
  {
    system: 'assigned',
    name: 'Ben Osei',
    text: 'Ben Osei had 0 of 3 chats, the lightest load of 2 free agents in Sales (en).',
    whyFR: 'Ben Osei avait 0 chat sur 3, la charge la plus légère parmi 2 agents libres dans Sales (en).',
  },
  { system: 'unassigned', name: 'Ben Osei', ending: 'not_answered' },
  { system: 'unassigned', name: 'Ben Osei', ending: 'not_shown' },
  { system: 'unassigned', name: 'Ben Osei', ending: 'line_lost' },
  { system: 'unassigned', name: 'Ben Osei', ending: 'agent_removed' },
  { system: 'assigned', name: 'Élodie Brûlé-Saint-Aubin' },
  { system: 'transferred', from: 'Élodie Brûlé-Saint-Aubin', to: long, comment, anyway: true },
  { system: 'transferred', from: 'Élodie Brûlé-Saint-Aubin', to: 'Support' },
  { system: 'released', name: long },
  { system: 'snoozed', name: 'Ada Okafor', until: soon },
  { system: 'woken', waking: 'message' },
  { system: 'snoozed', name: 'Ada Okafor', until: soon, keep: true },
  { system: 'woken', waking: 'due' },
  { system: 'woken', waking: 'hand', name: 'Ada Okafor' },
  { system: 'warned', until: soon },
  { system: 'address_left' },
  { system: 'notified' },
  { system: 'left' },
  { system: 'returned' },
  { system: 'ended' },
  { system: 'tagged', text: 'Refund, Delivery abroad, Group orders of more than two hundred pieces' },
  { system: 'transcript' },
  { system: 'closed', ending: 'agent', name: 'Ada Okafor', comment },
  { system: 'closed', ending: 'administrator', name: 'Mia Okoro', comment: 'Asked for by telephone.' },
  { system: 'closed', ending: 'inactivity' },
  { system: 'closed', ending: 'blocked', name: 'Ada Okafor' },
  { system: 'closed', ending: 'nobody_free', text: 'All three agents of Sales were full.' },
  { system: 'cut' },
];

/** The states of a conversation's life, by name. */
export const lifecycle: Readonly<Record<string, () => FakePort>> = {
  imposed,
  'imposed-empty': () =>
    fake([], { imposed: 'missed', channels: lamps.map((lamp) => ({ ...lamp, light: 'red', used: 0 })) }),
  ungrouped: () => fake(conversations(2), { ungrouped: true }),
  async: () => fake(async(3), { channels: channels() }),
  shelf: () => fake(async(4), { shelf: shelf() }),
  'shelf-crowded': () => fake(async(12), { shelf: shelf() }),
  'shelf-alone': () => fake([], { shelf: shelf().slice(0, 2), channels: channels() }),
  snoozed: () => snoozed(),
  'snoozed-begun': () => snoozed('We can bring it on Thursday between nine and twelve; would that be'),
  reserved,
  departed: () => shut(undefined),
  taken,
  unsent: () => unsent(2),
  'unsent-among-open': () => unsent(5),
  unsettled: () => unsettled(true),
  'unsettled-aside': () => unsettled(false),
  history,
};
