import type { ThreadLine } from '@parley/wire';
import { expect, test } from 'vitest';
import { type Chosen, everything, hiddenAfter, passes, toggled } from './filter';

const line = (key: string, rest: Partial<ThreadLine>): ThreadLine => ({
  key,
  kind: 'system',
  at: 0,
  ...rest,
});
const lines = [
  line('o', { system: 'opened' }),
  line('p1', { system: 'viewed', url: 'https://a.test/' }),
  line('v1', { kind: 'visitor' }),
  line('a1', { kind: 'agent', state: 'seen' }),
  line('u', { system: 'unknown' }),
  line('a2', { kind: 'agent', state: 'sent' }),
  line('v2', { kind: 'visitor' }),
  line('k', { kind: 'agent', state: 'sent', form: 'link' }),
  line('b', { kind: 'agent', state: 'sent', form: 'offer' }),
  line('q', { kind: 'agent', state: 'queued' }),
  line('f', { kind: 'agent', state: 'failed' }),
];
const shown = (chosen: Chosen) => lines.filter((one) => passes(one, chosen)).map(({ key }) => key);

// row: P-028, P-029, P-030
test('each filter shows its own lines, and what was not sent', () => {
  expect(shown(everything).length).toBe(lines.length);
  expect(shown(new Set(['visitor']))).toEqual(['v1', 'v2', 'q', 'f']);
  expect(shown(new Set(['agent']))).toEqual(['a1', 'a2', 'k', 'b', 'q', 'f']);
  expect(shown(new Set(['action']))).toEqual(['k', 'b', 'q', 'f']);
  expect(shown(new Set(['navigation']))).toEqual(['p1', 'q', 'f']);
  expect(shown(new Set(['visitor', 'navigation']))).toEqual(['p1', 'v1', 'v2', 'q', 'f']);
});

test('a choice goes on and off', () => {
  const one = toggled(everything, 'agent');
  expect([...toggled(one, 'visitor')]).toEqual(['agent', 'visitor']);
  expect(toggled(one, 'agent').size).toBe(0);
});

test('what is hidden after a line is counted, as far as somebody wrote it', () => {
  expect(hiddenAfter(lines, 'v1', new Set(['visitor']))).toBe(4);
  expect(hiddenAfter(lines, 'v1', new Set(['navigation']))).toBe(5);
  expect(hiddenAfter(lines, 'f', new Set(['visitor']))).toBe(0);
  expect(hiddenAfter(lines, 'v1', everything)).toBe(0);
});
