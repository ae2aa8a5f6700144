import type { View } from '@parley/link';
import { expect, test } from 'vitest';
import { view } from './view.fixture';
import { waitWords } from './wait';
import { wordsOf } from './words';

const minute = 60_000;
const tell = (ahead: number, estimate = 0, exceeded = false, language: 'en' | 'fr' = 'en') => {
  const wait = { frame: 'wait' as const, n: 1, stream: 's', ahead, estimate, exceeded };
  return Object.values(waitWords(view({ wait, waits: true, agent: '' }), wordsOf(language)));
};

test('row: P-104: the place, and the median where there is one', () => {
  expect(tell(0, 4 * minute)).toEqual(['You are next', 'Usually about 4 minutes at this hour']);
  expect(tell(1, 20_000)[1]).toBe('Usually less than a minute at this hour');
  expect(tell(1, minute)).toEqual(['1 person is before you', 'Usually about a minute at this hour']);
  expect(tell(2, 130 * minute)).toEqual(['2 people are before you', 'Usually about 2 hours at this hour']);
  expect(tell(2, 4 * minute, false, 'fr')).toEqual([
    ...['2 personnes sont avant vous', 'Habituellement environ 4\u00a0minutes à cette heure-ci'],
  ]);
});

test('row: P-104: without enough to tell from, the generic line', () => {
  const generic = 'Your message has arrived. Someone will answer here.';
  expect(tell(0)).toEqual(['You are next', generic]);
  expect(Object.values(waitWords(view({ waits: true }), wordsOf('en')))).toEqual(['', generic]);
  const offer = { state: 'offline' as const, async: true };
  expect(waitWords(view({ offer }), wordsOf('en')).more).toContain('Your message is kept.');
  expect(waitWords(view({ offer: { ...offer, welcome: 'Back at nine.' } }), wordsOf('en')).more).toBe(
    'Back at nine.',
  );
});

test('what is kept has no place in a line, and waits for nobody who is merely free', () => {
  const wait = { frame: 'wait' as const, n: 1, stream: 's', ahead: 0, kept: true };
  const told = (offer: View['offer'], language: 'en' | 'fr' = 'en') =>
    waitWords(view({ offer, wait, waits: true, agent: '' }), wordsOf(language));
  const kept = { title: '', more: 'Your message is kept, and you will find the answer here.' };
  expect(told({ state: 'online', async: true })).toEqual(kept);
  expect(told({ state: 'busy', async: true, welcome: 'We answer as soon as somebody is free.' })).toEqual(
    kept,
  );
  expect(told({ state: 'online', async: true }, 'fr')).toEqual({
    title: '',
    more: 'Votre message est conservé, et vous trouverez la réponse ici.',
  });
});

test('row: P-091: where nobody is there, nobody is next, and how long it takes is not said', () => {
  const said = (ahead: number, async = true) => {
    const offer = { state: 'online' as const, async, ...(async ? { welcome: 'Back at nine.' } : {}) };
    const wait = {
      frame: 'wait' as const,
      n: 1,
      stream: 's',
      ahead,
      absent: true,
      estimate: minute,
      exceeded: true,
    };
    return Object.values(waitWords(view({ offer, wait, waits: true, agent: '' }), wordsOf('en')));
  };
  expect(said(0)).toEqual(['', 'Back at nine.']);
  expect(said(1)).toEqual(['1 person is before you', 'Back at nine.']);
  expect(said(0, false)[1]).toContain('Your message is kept.');
});

test('a wait longer than that reassures', () => {
  expect(tell(3, 4 * minute, true)).toEqual([
    ...['3 people are before you', 'It is taking longer than usual. You have not been forgotten.'],
  ]);
});
