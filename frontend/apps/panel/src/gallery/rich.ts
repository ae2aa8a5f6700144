// Cards, products and carousels, as a company's own systems push them.
import type { Product, Rich, RichCard, ThreadLine } from '@parley/wire';
import type { FakePort } from '../port/fake';
import { fake, first } from './fakes';
import { conversations } from './people';

const shop = 'https://shop.acme.test';

const measure: RichCard = {
  picture: `${shop}/pictures/feet.jpg`,
  title: 'How to measure a foot',
  text: 'Stand on a sheet of paper, in the evening.\nDraw around both feet: the longer one counts.',
  actions: [
    { label: 'The table of sizes', url: `${shop}/sizes` },
    { label: 'Find a shop where somebody measures for you', url: `${shop}/shops?near=here&and=on&and=on` },
  ],
};

const boots: Product = {
  picture: `${shop}/pictures/boots.jpg`,
  name: 'Ridge boots',
  price: 18900,
  offerPrice: 14950,
  currency: 'EUR',
  digits: 2,
  description: 'Leather, resoled twice before they are old.',
  available: true,
  url: `${shop}/boots`,
};

const products: Product[] = [
  boots,
  {
    name: 'A name that goes on for as long as a product may be called, with its size, its colour and its year',
    price: 1234567,
    currency: 'EUR',
    digits: 2,
    available: false,
    url: `${shop}/expedition`,
  },
  { name: 'Kettle', price: 4200, currency: 'JPY', digits: 0, available: true, url: 'javascript:alert(1)' },
];

const pushed = (key: string, form: NonNullable<ThreadLine['form']>, rich: Rich): ThreadLine => ({
  key,
  kind: 'agent',
  at: Date.now() - 50_000,
  name: 'Ada',
  form,
  rich,
  text: '',
  state: 'sent',
});

const asks: ThreadLine = {
  key: 'v',
  kind: 'visitor',
  at: Date.now() - 110_000,
  name: 'Ines Carvalho',
  text: 'Which size do I take, and what do they cost?',
};

const models = [
  'Ridge 2',
  'Ridge 4',
  'One of the older tents with a name that goes on for as long as an option may, and a little longer than that',
];

const talk = (...lines: ThreadLine[]) => fake(first(conversations(2), {}, { lines: [asks, ...lines] }));

export const rich: Readonly<Record<string, () => FakePort>> = {
  rich: () => talk(pushed('c', 'card', { cards: [measure] }), pushed('p', 'product', { products: [boots] })),
  choice: () =>
    talk(
      {
        ...pushed('c1', 'choice', { choice: { question: 'Which one do you have?', options: models } }),
        taken: 'Ridge 4',
      },
      { ...asks, key: 'v2', text: 'Ridge 4' },
      {
        ...pushed('c2', 'choice', {
          choice: { question: 'And since when?', options: ['This year', 'Longer'] },
        }),
        passed: true,
      },
      { ...asks, key: 'v3', text: 'It was a gift' },
      {
        ...pushed('c4', 'choice', {
          choice: { question: 'What are the pegs of?', options: ['Wood', 'Steel'] },
        }),
        outdone: true,
      },
      pushed('c3', 'choice', {
        choice: { question: 'Is it the pole or the cloth?', options: ['The pole', 'The cloth'] },
      }),
    ),
  carousel: () =>
    talk(
      pushed('cp', 'carousel', { products }),
      pushed('cc', 'carousel', {
        cards: [measure, { ...measure, title: 'A second one', picture: 'data:image/svg+xml,<svg/>' }],
      }),
    ),
};
