import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { wordsOf } from './words';

test('French sets its high punctuation apart with a space that does not break', () => {
  const source = readFileSync(new URL('./words/fr.ts', import.meta.url), 'utf8');
  const texts = source.match(/'[^'\n]*'|`[^`\n]*`/g) ?? [];
  expect(texts.length).toBeGreaterThan(90);
  for (const text of texts) expect(text).not.toMatch(/ [:;?!%»]|« /);
});

test('one letter is one', () => {
  expect(wordsOf('en').left_('1')).toBe('1 character left');
  expect(wordsOf('fr').over_('1')).toBe('1 caractère de trop');
  expect(wordsOf('fr').left_('1\u202f200')).toBe('1\u202f200 caractères restants');
});
