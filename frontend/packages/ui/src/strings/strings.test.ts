import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import en from './en.json';
import fr from './fr.json';
import { explain, preferred, speaker } from './index';

const placeholders = (text: string) => [...new Set(text.match(/\{(\w+)(?=[,}])/g))].sort();

test('both languages hold the same keys, in the same order', () => {
  expect(Object.keys(fr)).toEqual(Object.keys(en));
});

test('both languages fill in the same values', () => {
  const french: Record<string, string> = fr;
  for (const [key, text] of Object.entries(en))
    expect([key, placeholders(french[key] ?? '')]).toEqual([key, placeholders(text)]);
});

test('French sets its high punctuation apart with a space that does not break', () => {
  for (const text of Object.values(fr)) expect(text).not.toMatch(/ [:;?!%»]|« /);
});

test('plurals', () => {
  expect(speaker('en')('boxes.waiting', { n: 0 })).toBe('Nobody waits');
  expect(speaker('en')('box.new', { n: 1 })).toBe('1 new');
  expect(speaker('fr')('box.new', { n: 0 })).toBe('0 nouveau');
  expect(speaker('fr')('box.new', { n: 1_000_000 })).toContain('nouveaux');
});

test('the first language we speak wins', () => {
  expect(preferred(['de-DE', 'fr-CA', 'en'])).toBe('fr');
  expect(preferred(['de'])).toBe('en');
});

test('a refusal is told in the agent’s language where its code is known', () => {
  expect(explain('en', { code: 'rate_limited', message: 'Wait 12 seconds.' })).toBe('Wait 12 seconds.');
  expect(explain('fr', { code: 'rate_limited', message: 'Wait 12 seconds.' })).toMatch(/patienter/);
  expect(explain('fr', { code: 'brand_new', message: 'As said.' })).toBe('As said.');
});

test('a refusal is told of what it is about, and as the desktop says it where it does', () => {
  const told = (field?: string) => explain('fr', { code: 'not_found', message: 'Gone.', field });
  expect(told('stream')).toBe('Cette conversation n’est plus là.');
  expect([told('item'), told('/item')]).toEqual(Array(2).fill('La bibliothèque ne le contient plus.'));
  expect(told('tags')).toMatch(/motifs/);
  expect([told('id'), told()]).toEqual(Array(2).fill('Ce n’est plus là.'));
  const own = {
    code: 'unavailable',
    message: 'The connection was lost.',
    messageFR: 'La connexion est perdue.',
  };
  expect([explain('fr', own), explain('en', own)]).toEqual([own.messageFR, own.message]);
});

// row: D-11
test('every code an agent can meet has a sentence in both languages', () => {
  const golden = new URL('../../../../../backend/desk/testdata/codes.golden', import.meta.url);
  const codes = readFileSync(golden, 'utf8').split('\n').filter(Boolean);
  expect(codes).toContain('not_found');
  for (const catalogue of [en, fr])
    expect(codes.filter((code) => !(`code.${code}` in catalogue))).toEqual([]);
});
