import { expect, test } from 'vitest';
import { within } from './names';

test('a name cannot turn the sentence it stands in', () => {
  expect(within('Ines Carvalho')).toBe('Ines Carvalho');
  expect(within('\u202Eneb\u202C')).toBe('neb');
  expect(within('نور')).toBe('\u2068نور\u2069');
});
