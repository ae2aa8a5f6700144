import type { Thread, ThreadLine } from '@parley/wire';
import { FakePort } from '../port/fake';
import { closings } from './closings';
import { alone, fake, first } from './fakes';
import { library } from './library';
import { lifecycle } from './lifecycle';
import { closedPanel, lamps, panelOf } from './panels';
import { conversations } from './people';
import { rich } from './rich';
import { threads } from './thread';
import { translations } from './translations';
import { writing } from './writing';
import { writings } from './written';

const said = (place: number, text: string): ThreadLine => ({
  key: `h${place}`,
  kind: 'visitor',
  at: Date.now() - 60_000 + place * 1000,
  name: 'x',
  text,
});

const hostileTexts = [
  '<img src=x onerror=alert(1)><script>alert(2)</script><iframe srcdoc="x"></iframe>',
  'invoice \u202Egpj.exe https://shop.acme.test/\u202Egpj.exe and javascript:alert(1)',
  'w'.repeat(300),
  Array.from({ length: 300 }, (_, n) => `word${n}`).join(' '),
  'Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘ line\nbreak\n\n\nbreak',
];

function hostile(): FakePort {
  const name = '<b onclick="alert(3)">\u202Eneb</b>';
  const lines = hostileTexts.map((text, place) => ({ ...said(place, text), name }));
  const page = { url: 'javascript:alert(4)', title: '"><img src=x onerror=alert(5)>' };
  const open = first(
    conversations(3),
    { name, lastText: hostileTexts[0] ?? '' },
    { name, lines, page, site: '<i>site</i>' },
  );
  return fake(open);
}

function offline(ago = 140_000): FakePort {
  const [one] = conversations(1);
  const now = Date.now();
  const own = (key: string, text: string, state: NonNullable<ThreadLine['state']>): ThreadLine => ({
    key,
    kind: 'agent',
    at: now - 50_000,
    name: 'Ada',
    text,
    state,
  });
  const lines = [
    ...(one?.thread.lines ?? []),
    {
      ...own('f', 'Here is the list of everything in the box, down to the last peg.', 'failed'),
      reason: 'Not sent: the message was refused by the server.',
    },
    own('s', 'The footprint is sold apart, yes.', 'sending'),
    own('q', 'Shall I put one aside for you?', 'queued'),
  ];
  const open = first(
    conversations(3),
    { failed: true, online: false },
    { lines, online: false, draft: 'It would be ' },
  );
  return fake(open, { line: { state: 'offline', since: now - ago, clock: 0, unsent: 2 } });
}

function long(change: Partial<Thread> = {}): FakePort {
  const [one, ...rest] = conversations(5);
  const many = Array.from({ length: 400 }, (_, n): ThreadLine => {
    const at = Date.now() - (400 - n) * 240_000;
    return n % 2
      ? {
          key: `l${n}`,
          kind: 'agent',
          at,
          name: 'Ada',
          text: `Answer ${n}: that is in stock.`,
          state: 'sent',
        }
      : { key: `l${n}`, kind: 'visitor', at, name: 'Ines Carvalho', text: `Question ${n}: and this one?` };
  });
  if (!one) return fake([]);
  return fake([{ ...one, thread: { ...one.thread, lines: many, ...change } }, ...rest]);
}

/** So many conversations, of which as many are on screen as there are panes. */
function split(open: number, panes: number): FakePort {
  const all = conversations(open);
  const streams = Array.from({ length: panes }, (_, place) => all[place]?.thread.stream ?? '');
  return fake(all, { panes: streams, threads: all.slice(0, panes).map((one) => one.thread) });
}

/** Names that are longer than their place, and one that is written the other way. */
const difficult = [
  'Nguyễn Thị Minh Khai',
  'Sofía Hernández-Villanueva',
  'Donaudampfschifffahrtskapitän Müller-Lüdenscheidt',
  'نور الهاشمي بنت عبد الرحمن',
];

function named(open: number, panes: number): FakePort {
  const port = split(open, panes);
  const { boxes, threads } = port.panel;
  const name = (place: number) => difficult[place % difficult.length] ?? '';
  port.tell({
    boxes: boxes.map((box, place) => ({ ...box, name: name(place) })),
    threads: threads.map((thread, place) => ({ ...thread, name: name(place), async: place === 0 })),
  });
  return port;
}

const red = lamps.map((lamp) => ({
  ...lamp,
  light: 'red' as const,
  status: 'unavailable' as const,
  used: 0,
}));
const free = lamps.map((lamp) => ({
  ...lamp,
  light: 'green' as const,
  status: 'available' as const,
  used: 0,
}));
const noticed = [
  { id: 1, code: 'taken', text: 'Cleo took the conversation AC 4709 over.', at: Date.now(), own: true },
  {
    id: 2,
    code: 'wrong_state',
    text: 'AC 4708 was closed by the visitor before your answer arrived. Your text is kept as a draft.',
    at: Date.now(),
    own: true,
  },
];

const all = Array.from({ length: 12 }, (_, n) => ({
  id: n + 1,
  code: 'conversation_gone',
  text: `Ben Osei closed the conversation with Visitor ${n + 1} (AC ${4701 + n}): “The shop is closed for today.”`,
  at: Date.now(),
  own: true,
}));

/** Every state of the gallery, by name. Each call begins it afresh. */
export const states: Readonly<Record<string, () => FakePort>> = {
  'signed-out': () => new FakePort(closedPanel({ server: '', email: '' })),
  'signed-out-error': () => new FakePort(closedPanel({ error: 'E-mail or password is wrong.' })),
  'signing-in': () => new FakePort(closedPanel({ state: 'signing_in' })),
  'signing-in-waiting': () =>
    new FakePort(closedPanel({ state: 'signing_in', error: 'The server cannot be reached.' })),
  'empty-available': () => fake([], { channels: free }),
  'empty-unavailable': () => fake([], { channels: red }),
  'empty-connecting': () =>
    fake([], { channels: red, line: { state: 'connecting', since: Date.now(), clock: 0, unsent: 0 } }),
  one: () => fake(conversations(1)),
  few: () => fake(conversations(4), { notices: noticed }),
  'many-notices': () => fake(conversations(4), { notices: all }),
  twelve: () => fake(conversations(12), { session: { ...panelOf([]).session, doNotDisturb: true } }),
  names: () => fake(first(conversations(4).reverse(), { tone: 'active' }, {}).map(alone)),
  two: () => split(4, 2),
  four: () => split(6, 4),
  'four-of-three': () => split(3, 4),
  'four-named': () => named(12, 4),
  'one-named': () => named(4, 1),
  hostile,
  offline: () => offline(),
  'offline-old': () => offline(660_000),
  long: () => long(),
  fresh: () => long({ fresh: 'l340' }),
  'fresh-near': () => long({ fresh: 'l398' }),
  ...lifecycle,
  ...library,
  ...closings,
  ...threads,
  ...writing,
  ...rich,
  ...translations,
  ...writings,
};
