import { expect, test } from 'vitest';
import { unturned, within } from './names';

test('a name cannot turn the sentence it stands in', () => {
  expect(within('Ines Carvalho')).toBe('Ines Carvalho');
  expect(within('\u202Eneb\u202C')).toBe('neb');
  expect(within('نور')).toBe('\u2068نور\u2069');
});

test('what a stranger wrote turns nothing, and its letters run as they do', () => {
  expect(unturned('photo_\u202Egpj.exe \u2067and \u202Bso on')).toBe('photo_gpj.exe and so on');
  expect(unturned('نور (\u200Fa\u200E)')).toBe('نور (\u200Fa\u200E)');
});
