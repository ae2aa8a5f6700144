// The people of the gallery: invented, in both languages, some of them difficult.
import type { StateBox, Thread, ThreadLine } from '@parley/wire';

const minute = 60_000;

interface Person {
  name: string;
  language: string;
  page: { url: string; title: string };
  says: readonly string[];
  hears: readonly string[];
}

const people: readonly Person[] = [
  {
    name: 'Ines Carvalho',
    language: 'en',
    page: { url: 'https://shop.acme.test/tents/ridge-2', title: 'Ridge 2 tent, two persons' },
    says: [
      'Hello! I am looking at the Ridge 2.',
      'Does the inner tent stand without the flysheet? We are in Portugal in August and it never rains.',
      'That is exactly what I hoped. And is the footprint included, or is it https://shop.acme.test/tents/ridge-2/footprint (sold apart)?',
    ],
    hears: [
      'Good afternoon Ines, yes: the inner stands by itself, the poles run on the inside.',
      'It packs to 1.4 kg that way.',
    ],
  },
  {
    name: 'Mathieu Lefebvre-Delacroix',
    language: 'fr',
    page: { url: 'https://shop.acme.test/fr/retours', title: 'Retours et échanges' },
    says: ['Bonjour, mon colis est arrivé sans la pompe.', 'La commande est la 88 213. Que dois-je faire ?'],
    hears: ['Bonjour Mathieu, je regarde cela tout de suite.'],
  },
  {
    name: 'Quiet Heron',
    language: 'de',
    page: { url: 'https://shop.acme.test/stoves', title: 'Stoves' },
    says: ['Is the gas cartridge allowed on a ferry?'],
    hears: ['Most lines allow two, in the car. Which ferry do you take?'],
  },
  {
    name: 'Oluwaseun Adébáyò-Ọlátúnjí von Hohenstein-Wittgenberg of the Northern Lakes Expedition Society',
    language: 'en',
    page: {
      url: 'https://shop.acme.test/group-orders/expedition/2027/quotation/really-long-path-of-a-page-that-goes-on',
      title: 'Quotation for group orders of more than two hundred pieces, with engraving and delivery abroad',
    },
    says: [
      'We need 240 sleeping bags by the third of March, engraved with the arms of the society. Can that be done?',
    ],
    hears: [],
  },
  {
    name: 'Sanna',
    language: 'fi',
    page: { url: 'https://shop.acme.test/', title: 'ACME outdoor' },
    says: ['Kiitos, that was quick.'],
    hears: ['With pleasure.'],
  },
  {
    name: 'Bright Otter',
    language: 'en',
    page: { url: 'https://shop.acme.test/boots', title: 'Boots' },
    says: ['size 43 or 44?'],
    hears: ['43, if you wear thin socks.'],
  },
  {
    name: 'Yūki Tanaka',
    language: 'ja',
    page: { url: 'https://shop.acme.test/maps', title: 'Maps' },
    says: ['日本語の地図はありますか。'],
    hears: ['One moment, please.'],
  },
  {
    name: 'نور الهاشمي',
    language: 'ar',
    page: { url: 'https://shop.acme.test/lamps', title: 'Lamps' },
    says: ['هل يمكن الدفع عند الاستلام؟'],
    hears: [],
  },
];

/** One conversation, as a box and as a thread. */
export interface Conversation {
  box: StateBox;
  thread: Thread;
}

/** So many conversations, the first on screen; each third awaits the visitor. */
export function conversations(count: number): Conversation[] {
  return Array.from({ length: count }, (_, place) => conversation(place));
}

function conversation(place: number): Conversation {
  const person = people[place % people.length] as Person;
  const now = Date.now();
  const mine = place % 3 !== 2;
  const opened = now - (place * 7 + 6) * minute - 34_000;
  const lastAgent = now - ((place * 5) % 13) * minute - 47_000;
  const shared = {
    stream: `c${place + 1}`,
    channel: place % 5 === 4 ? ('messaging' as const) : ('chat' as const),
    label: `AC ${4711 + place}`,
    name: person.name,
    online: place % 4 !== 1,
    typing: place === 2,
    openedAt: opened,
  };
  const box: StateBox = {
    ...shared,
    tone: place === 0 ? 'active' : mine ? 'mine' : 'theirs',
    mine,
    new: place === 0 || !mine ? 0 : 1 + (place % 3),
    lastText: person.says.at(-1) ?? '',
    waitingSince: mine ? lastAgent + 1_000 : 0,
    lastAgentAt: lastAgent,
    draft: place === 5,
    failed: place === 7,
  };
  const thread: Thread = {
    ...shared,
    site: 'shop.acme.test',
    page: person.page,
    language: person.language,
    heldSince: opened + (place + 1) * 9000,
    waited: place * 9000,
    why: 'Ada had 1 of 3 chats, the lightest load of 2 free agents in Sales (en).',
    whyFR: 'Ada avait 1 chat sur 3, la charge la plus légère parmi 2 agents libres dans Sales (en).',
    async: false,
    open: true,
    draft: box.draft ? 'Yes, we have them in' : '',
    lines: exchange(person, opened),
  };
  return { box, thread };
}

function exchange(person: Person, opened: number): ThreadLine[] {
  const lines: ThreadLine[] = [
    { key: 'o', kind: 'system', at: opened, system: 'opened', text: 'Shop' },
    { key: 'a', kind: 'system', at: opened + 400, system: 'assigned', name: 'Ada Okafor' },
  ];
  const visitor = (text: string, at: number): ThreadLine => ({
    key: `v${at}`,
    kind: 'visitor',
    at,
    name: person.name,
    text,
  });
  const agent = (text: string, at: number): ThreadLine => ({
    key: `g${at}`,
    kind: 'agent',
    at,
    name: 'Ada',
    text,
    state: 'sent',
  });
  const [first, second, ...later] = person.says;
  if (first) lines.push(visitor(first, opened + 1000));
  if (second) lines.push(visitor(second, opened + 15_000));
  lines.push(...person.hears.map((text, place) => agent(text, opened + 70_000 + place * 12_000)));
  lines.push(...later.map((text, place) => visitor(text, opened + 190_000 + place * 9000)));
  return lines;
}
