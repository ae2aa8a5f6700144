// What people mark in what they write.
import type { ThreadLine } from '@parley/wire';
import type { FakePort } from '../port/fake';
import { fake, first } from './fakes';
import { conversations } from './people';

const texts: readonly [ThreadLine['kind'], string][] = [
  [
    'visitor',
    '> Which pole breaks most often?\nThe *second one*, always. I have written **three times** about it:\n1. in May,\n2. in June,\n3. and to ~~Ben~~ Élodie.',
  ],
  [
    'agent',
    'I am sorry. This is what you need:\n- the pole set `R2-P`, size 3\n- two **end pieces**\n- and [our way to change them](https://shop.acme.test/help/poles)',
  ],
  [
    'visitor',
    'What I got was\n```\nORDER 88213\nstatus: sent\n```\nand 2*3*4 snake_case > 30 kg stays as it is.',
  ],
  ['agent', 'See https://shop.acme.test/help/a-long-way/to-the-poles?of=the-ridge&size=3 or www.acme.test.'],
];

function written(): FakePort {
  const begun = Date.now() - 600_000;
  const lines = texts.map(
    ([kind, text], place): ThreadLine => ({
      key: `t${place}`,
      kind,
      at: begun + place * 90_000,
      name: kind === 'agent' ? 'Ada' : 'Ines Carvalho',
      text,
      ...(kind === 'agent' && { state: 'sent' as const }),
    }),
  );
  return fake(first(conversations(2), {}, { lines }));
}

export const writings: Readonly<Record<string, () => FakePort>> = { written };
