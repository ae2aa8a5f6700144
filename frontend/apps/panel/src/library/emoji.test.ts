import { expect, test } from 'vitest';
import { type Emoji, findEmoji } from './emoji';

const all: Emoji[] = [
  { sign: '😀', name: 'visage rieur', words: 'sourire heureux', group: 0 },
  { sign: '🎉', name: 'cotillons', words: 'fête confettis', group: 6 },
  { sign: '🥳', name: 'visage festif', words: 'fete anniversaire', group: 0 },
];
const signs = (typed: string, most = 9) => findEmoji(all, typed, most).map((one) => one.sign);

// row: P-055
test('an emoji is found by its name, then by other words, whatever the accents', () => {
  expect(signs('visage')).toEqual(['😀', '🥳']);
  expect(signs('fête')).toEqual(['🎉', '🥳']);
  expect(signs('fest')).toEqual(['🥳']);
  expect(signs('', 2)).toEqual(['😀', '🎉']);
  expect(signs('voiture')).toEqual([]);
});
