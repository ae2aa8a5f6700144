import { expect, test } from 'vitest';
import { slashAt } from './slash';

// row: P-054
test('a search begins where a word begins, and ends at the caret', () => {
  expect(slashAt('/', 1)).toEqual({ from: 0, word: '' });
  expect(slashAt('Yes. /ret', 9)).toEqual({ from: 5, word: 'ret' });
  expect(slashAt('a\n/ém', 5)).toEqual({ from: 2, word: 'ém' });
  expect(slashAt('/return label', 4)).toEqual({ from: 0, word: 'ret' });
});

test('what only holds a slash is no search', () => {
  for (const text of [
    'and/or',
    'draft text/one',
    'km/h',
    '12/24',
    '26/11/2026',
    'https://shop',
    'https://shop/wren-lamp',
    '// twice',
    '/a b',
    '',
    '/usr/bin',
  ])
    expect(slashAt(text, text.length), text).toBeUndefined();
});
