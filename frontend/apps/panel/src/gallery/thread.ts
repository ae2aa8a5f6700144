// What the thread tells beside the words: where the visitor went, how far the agents' words have come, what cannot
// be shown, and what is no more.
import { isPicture, type File as Sent, type ThreadLine } from '@parley/wire';
import type { FakePort } from '../port/fake';
import { fake, first } from './fakes';
import { conversations } from './people';

const minute = 60_000;

const address =
  'https://shop.acme.test/group-orders/expedition/2027/quotation/a-really-long-path?colour=green&size=43';

/** A conversation with pages and marks in it; how far a message came is counted from its own moment. */
function trail(): readonly Partial<ThreadLine>[] {
  const seen = { state: 'seen', deliveredAt: 2000, seenAt: minute } as const;
  return [
    { kind: 'system', system: 'opened', text: 'Shop' },
    { kind: 'system', system: 'viewed', url: 'https://shop.acme.test/tents', text: 'Tents for two' },
    { kind: 'visitor', name: 'Ines Carvalho', text: 'Which of these is the lightest?' },
    { kind: 'system', system: 'assigned', name: 'Ada Okafor' },
    { kind: 'agent', name: 'Ada', text: 'The Ridge 2, at 1.4 kg.', ...seen },
    {
      kind: 'agent',
      name: 'Élodie Brûlé-Saint-Aubin',
      text: 'And I have just put one aside for you in our shop in Lyon: it stays there until Saturday evening, under your name, and nothing is to be paid before you have seen it.',
      ...seen,
    },
    {
      kind: 'system',
      system: 'viewed',
      url: address,
      text: 'Quotation for group orders of more than two hundred pieces, with engraving and delivery abroad',
    },
    { kind: 'system', system: 'viewed', url: 'https://shop.acme.test/cart', text: '' },
    { kind: 'system', system: 'viewed', url: 'javascript:alert(1)', text: 'No page at all' },
    { kind: 'visitor', name: 'Ines Carvalho', text: 'Thank you! Let me think about it.' },
    { kind: 'system', system: 'unknown', text: 'hologram.shown' },
    { kind: 'visitor', name: 'Ines Carvalho', erased: true },
    {
      kind: 'agent',
      name: 'Ada',
      text: 'Take your time.',
      state: 'delivered',
      deliveredAt: 3000,
    },
    { kind: 'agent', name: 'Ada', text: 'I am here until six.', state: 'sent' },
    {
      kind: 'agent',
      name: 'Ada',
      text: 'Or on Monday.',
      state: 'delivered',
      deliveredAt: 3000,
    },
  ];
}

function marked(): FakePort {
  const begun = Date.now() - 31 * minute;
  const lines = trail().map((line, place): ThreadLine => {
    const at = begun + place * 2 * minute;
    const { deliveredAt, seenAt, ...rest } = line;
    return {
      key: `t${place}`,
      kind: 'system',
      at,
      ...rest,
      ...(deliveredAt && { deliveredAt: at + deliveredAt }),
      ...(seenAt && { seenAt: at + seenAt }),
    };
  });
  return fake(first(conversations(3), {}, { lines }));
}

const day = 24 * 60 * minute;

const pumps: readonly Partial<ThreadLine>[] = [
  { kind: 'system', system: 'opened', text: 'Shop' },
  { kind: 'visitor', name: 'Ines Carvalho', text: 'Do you repair the pump of the Coast 3?' },
  { kind: 'system', system: 'assigned', name: 'Ben Osei' },
  {
    kind: 'agent',
    name: 'Ben Osei',
    text: 'We do: send it in with the order number, and it is back within a week.',
    state: 'sent',
  },
  { kind: 'visitor', name: 'Ines Carvalho', erased: true },
  { kind: 'system', system: 'closed', ending: 'agent', name: 'Ben Osei' },
];

const told = (lines: readonly Partial<ThreadLine>[], begun: number): ThreadLine[] =>
  lines.map((line, place) => ({ key: `e${place}`, kind: 'system', at: begun + place * minute, ...line }));

const customer = {
  firstName: 'Ines',
  lastName: 'Carvalho de Albuquerque e Sousa',
  email: 'ines.carvalho.de.albuquerque@a-rather-long-provider.example',
  phone: '+351 21 555 01 23',
  city: 'Lisboa',
  notes: 'Prefers to be written to in the evening.\nSize 41.',
};

/** A visitor who was here before: often, and with others. */
function returning(): FakePort {
  const port = fake(first(conversations(3), {}, { customer }));
  const now = Date.now();
  const agents = [['Ben Osei'], ['Élodie Brûlé-Saint-Aubin', 'Ada Okafor', 'Tomasz Żak'], []];
  const past = Array.from({ length: 7 }, (_, place) => ({
    stream: `old${place + 1}`,
    channel: 'chat' as const,
    openedAt: now - (place * 9 + 6) * day,
    closedAt: now - (place * 9 + 6) * day + 6 * minute,
    agents: agents[place % agents.length] ?? [],
  }));
  for (const one of past) port.said.set(one.stream, told(pumps, one.openedAt));
  port.before.set('c1', past);
  port.before.set('c2', past.slice(0, 2));
  port.page = 5;
  return port;
}

/** Every sort of file that is no picture. */
function papers(): FakePort {
  const begun = Date.now() - 20 * minute;
  const named: [string, Sent['kind'], number][] = [
    ['offer 2026-114.pdf', 'pdf', 84_120],
    ['opening hours.txt', 'txt', 812],
    ['order lines.csv', 'csv', 14_300],
    ['complaint.docx', 'docx', 48_200],
    ['price list.xlsx', 'xlsx', 231_000],
    ['tent care.pptx', 'pptx', 4_820_000],
    ['letter to the shop.odt', 'odt', 22_000],
    ['stock.ods', 'ods', 61_000],
    ['the pole in the wind.mp4', 'mp4', 8_340_000],
    ['folding.webm', 'webm', 5_100_000],
    ['voice message.m4a', 'm4a', 640_000],
    ['all manuals.zip', 'zip', 9_650_000],
  ];
  const lines = named.map(([name, kind, size], at) => ({
    key: `p${at}`,
    at: begun + at * minute,
    ...(at % 3 === 2 || kind === 'zip'
      ? ({ kind: 'agent', name: 'Ada', state: 'sent' } as const)
      : ({ kind: 'visitor', name: 'Ines Carvalho' } as const)),
    form: 'file' as const,
    text: name,
    file: { id: `p${at}`, name, kind, size },
  }));
  return fake(first(conversations(3), { lastText: 'all manuals.zip' }, { lines }));
}

/** Files both ways: pictures, papers, names that are long or try something, one that fails, one that leaves and one that waits. */
function files(): FakePort {
  const begun = Date.now() - 20 * minute;
  const file = (
    line: Partial<ThreadLine> & Pick<ThreadLine, 'kind'>,
    name: string,
    kind: Sent['kind'],
    size: number,
    gone = false,
  ) => ({
    ...line,
    form: 'file' as const,
    text: name,
    file: {
      id: line.state === 'failed' || line.coming ? '' : `f${size}`,
      name,
      kind,
      size,
      ...(gone ? { gone } : {}),
      ...(isPicture({ kind }) ? { width: 4000, height: 3000 } : {}),
    },
  });
  const visitor = { kind: 'visitor', name: 'Ines Carvalho' } as const;
  const ada = { kind: 'agent', name: 'Ada', state: 'sent' } as const;
  const lines = [
    { ...visitor, text: 'The pole broke on the second night. Here is what it looks like:' },
    file(visitor, 'broken pole.jpg', 'jpeg', 2_345_678),
    file(visitor, 'invoice 2026-114.pdf', 'pdf', 84_120),
    file(visitor, 'the tent of last year.jpg', 'jpeg', 1_904_000, true),
    { ...ada, text: 'Thank you, that is clear. This is the part we send you:' },
    file(ada, 'ridge-2-pole-set.png', 'png', 412_000),
    file(
      visitor,
      'photo_gpj.exe and a name that is so very long that nobody would ever have typed it by hand on purpose.csv',
      'csv',
      1_048_576,
    ),
    file(
      { ...ada, state: 'failed', reason: 'Not sent: this picture is damaged and cannot be shown.' },
      'label.png',
      'png',
      230_000,
    ),
    file({ ...ada, state: 'sending', coming: true, left: 40 }, 'return label.pdf', 'pdf', 2_300_000),
    file({ ...ada, state: 'queued', coming: true }, 'how to fold the tent.pdf', 'pdf', 23_000),
  ];
  return fake(
    first(
      conversations(3),
      { lastText: 'broken pole.jpg' },
      { lines: lines.map((line, at) => ({ key: `f${at}`, at: begun + at * 2 * minute, ...line })) },
    ),
  );
}

export const threads: Readonly<Record<string, () => FakePort>> = { marked, returning, files, papers };
