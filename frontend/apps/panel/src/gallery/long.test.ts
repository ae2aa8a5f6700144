import { speaker } from '@parley/ui';
import { expect, test } from 'vitest';
import en from '../../../../packages/ui/src/strings/en.json';
import { lengthen, speakAtLength } from './long';

test('a sentence becomes longer by two fifths, and says so', () => {
  expect(lengthen('Send')).toBe('[Šéñđ Šé]');
  const sentence = 'The conversation was given to an agent';
  expect([...lengthen(sentence)].length).toBeGreaterThanOrEqual(sentence.length * 1.4);
  expect(lengthen('{n}')).toBe('[{ñ} {ñ]');
  expect(lengthen('1 … 9')).toBe('1 … 9');
});

// row: D-11
test('every sentence is in it, and what is filled in stays as it is', () => {
  speakAtLength();
  const say = speaker('en');
  expect(say('thread.announce', { name: 'Ines', text: 'Hello <b>' })).toContain('Ines');
  expect(say('thread.announce', { name: 'Ines', text: 'Hello <b>' })).toContain('Hello <b>');
  expect(say('box.new', { n: 1 })).toBe('[1 ñéŵ 1]');
  for (const key of Object.keys(en) as (keyof typeof en)[]) {
    if (/[a-z]{2}/.test(en[key].replace(/\{[^{}]*\}/g, '')))
      expect(say(key, { n: 3 }), key).toMatch(/^\[.*\]$/s);
  }
});
