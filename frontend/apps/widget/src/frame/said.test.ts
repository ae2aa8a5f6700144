import { expect, test } from 'vitest';
import { said } from './said';

type Told = Parameters<typeof said>[0];

const told = (part: Partial<Told>) =>
  said({ seq: 1, at: 0, kind: 'message', from: 'agent', name: 'Dan', ...part } as Told);
const card = (title: string, text: string) => ({ title, text, actions: [] });
const product = (name: string) => ({
  ...{ name, price: 100, currency: 'EUR', digits: 2, available: true, url: 'https://shop.test/' },
  description: 'It bows.',
});

// row: P-040
test.each<[string, Partial<Told>, string]>([
  ['words', { text: 'Good day' }, 'Good day'],
  [
    'a choice with its question and its options',
    { form: 'choice', rich: { choice: { question: 'Which size?', options: ['Small', 'Large'] } } },
    'Which size? Small, Large',
  ],
  [
    'a question without a mark',
    { form: 'choice', rich: { choice: { question: 'Choose a size', options: ['S', 'L'] } } },
    'Choose a size. S, L',
  ],
  [
    'one card whole',
    { form: 'card', rich: { cards: [card('Lamps', 'For reading.')] } },
    'Lamps. For reading.',
  ],
  [
    'several by their names',
    { form: 'carousel', rich: { cards: [card('Lamps', 'For reading.'), card('Chairs', 'For sitting.')] } },
    'Lamps, Chairs',
  ],
  ['one product whole', { form: 'product', rich: { products: [product('Wren')] } }, 'Wren. It bows.'],
  [
    'several products',
    { form: 'carousel', rich: { products: [product('Wren'), product('Owl')] } },
    'Wren, Owl',
  ],
  [
    'a link without its address',
    {
      form: 'link',
      text: 'https://shop.test/',
      card: { title: 'Shop', text: 'Ours', url: 'https://shop.test/' },
    },
    'Shop. Ours',
  ],
] as [string, Partial<Told>, string][])('%s is read out', (_, part, is) => {
  expect(told(part)).toBe(is);
});
