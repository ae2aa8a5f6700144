import { expect, test } from 'vitest';
import { aloneFrom, patience } from './alone';
import { view } from './view.fixture';

const never = Number.POSITIVE_INFINITY;
const says = (from: 'visitor' | 'agent', at: number) => ({ seq: at, at, kind: 'message' as const, from });

const offer = { state: 'busy' as const, async: true, mail: true };

test('row: P-105: an address may be left while nobody answers, where one may wait', () => {
  const waits = view({ offer, waits: true, agent: '', events: [says('visitor', 1)] });
  expect(aloneFrom(waits)).toBe(0);
  expect(aloneFrom({ ...waits, offer: { ...offer, async: false } })).toBe(never);
  expect(aloneFrom({ ...waits, offer: { ...offer, mail: false } }), 'no mail is sent').toBe(never);
  expect(aloneFrom({ ...waits, offer: null })).toBe(never);
  expect(aloneFrom({ ...waits, over: true })).toBe(never);
  expect(aloneFrom({ ...waits, left: true })).toBe(never);
});

test('and when who has joined does not answer for a while', () => {
  expect(aloneFrom(view({ offer, events: [says('agent', 1), says('visitor', 2)], skew: 1 }))).toBe(
    1 + patience,
  );
  expect(aloneFrom(view({ offer, events: [says('visitor', 2), says('agent', 3)] }))).toBe(never);
});
