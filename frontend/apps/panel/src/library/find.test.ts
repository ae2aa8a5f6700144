import type { ReadyAnswer } from '@parley/wire';
import { expect, test, vi } from 'vitest';
import { byCategory, findAnswers, findCards } from './find';

const answer = (key: string, category: string, title: string, text: string, own = false): ReadyAnswer => ({
  ...{ key, category, title, text, own },
});
const answers = [
  answer('m', 'Hello', 'My words', 'Until soon, Léa.', true),
  answer('a', 'Hello', 'First words', 'Good day, I am Ada.'),
  answer('b', 'Returns', 'Thirty days', 'You can send everything back.'),
  answer('c', 'Returns', 'The label', 'It says hello: the label of the return is in the box.'),
];
const keys = (typed: string) => findAnswers(answers, typed).map((one) => one.key);

test('the first letters of any word find it, the title before the category before the words', () => {
  expect(keys('')).toEqual(['m', 'a', 'b', 'c']);
  expect(keys('ret')).toEqual(['b', 'c']);
  expect(keys('hel')).toEqual(['m', 'a', 'c']);
  expect(keys('lea')).toEqual(['m']);
  expect(keys('wor fir')).toEqual(['a']);
  expect(keys('returns everything')).toEqual(['b']);
  expect(keys('tomorrow')).toEqual([]);
});

test('answers in another language than the visitor’s come last, however well they fit', () => {
  const french = { ...answer('f', 'Retours', 'Helvétie', 'Nous livrons en Suisse.'), foreign: 'fr' };
  expect(findAnswers([french, ...answers], 'hel').map((one) => one.key)).toEqual(['m', 'a', 'c', 'f']);
});

test('a category of one’s own stands apart from the shared one of its name', () => {
  expect(byCategory(answers).map((part) => [part.heading, part.things.length])).toEqual([
    ['Hello', 1],
    ['Hello', 1],
    ['Returns', 2],
  ]);
});

test('links and offers are found by title, text and address', () => {
  const cards = [
    { id: '1', title: 'The manual', url: 'https://shop.test/manual' },
    { id: '2', title: 'Two pairs', text: 'Half the price', url: 'https://shop.test/pairs' },
  ];
  expect(findCards(cards, 'half').map((one) => one.id)).toEqual(['2']);
  expect(findCards(cards, 'shop').map((one) => one.id)).toEqual(['1', '2']);
});

test('the words of an answer are split once, however many keys are typed', () => {
  const normalize = vi.spyOn(String.prototype, 'normalize');
  const many = Array.from({ length: 50 }, (_, n) =>
    answer(`n${n}`, 'Returns', 'Thirty days', 'Send it back.'),
  );
  findAnswers(many, 't');
  normalize.mockClear();
  expect(findAnswers(many, 'th')).toHaveLength(50);
  expect(normalize).toHaveBeenCalledTimes(1);
  normalize.mockRestore();
});
