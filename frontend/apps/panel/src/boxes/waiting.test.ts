import type { StateBox } from '@parley/wire';
import { expect, test } from 'vitest';
import { conversations } from '../gallery/people';
import { longest, singled, stepped, waiting } from './waiting';

const [template] = conversations(1);
const box = (stream: string, change: Partial<StateBox>): StateBox => {
  if (!template) throw new Error('the gallery has nobody');
  return { ...template.box, stream, tone: 'theirs', mine: false, ...change };
};

test('the longest wait is the oldest word that awaits an answer', () => {
  const boxes = [
    box('a', { waitingSince: 10 }),
    box('b', { mine: true, waitingSince: 30 }),
    box('c', { mine: true, tone: 'active', waitingSince: 20 }),
    box('d', { mine: true, waitingSince: 20 }),
  ];
  expect(waiting(boxes).map((one) => one.stream)).toEqual(['b', 'c', 'd']);
  expect(longest(boxes)?.stream).toBe('c');
  expect(longest(boxes.slice(0, 1))).toBeUndefined();
});

test('the only one who waits is not told apart once on screen', () => {
  const here = box('a', { mine: true, tone: 'active' });
  expect(singled([here, box('b', {})])).toBeUndefined();
  expect(singled([here, box('b', { mine: true, waitingSince: Number.MAX_SAFE_INTEGER })])).toBe(here);
  expect(singled([box('a', { mine: true })])?.stream).toBe('a');
});

test('steps go round the ends', () => {
  const boxes = [box('a', {}), box('b', {}), box('c', { tone: 'active' })];
  expect(stepped(boxes, 1)?.stream).toBe('a');
  expect(stepped(boxes, -1)?.stream).toBe('b');
  expect(stepped(boxes.slice(0, 2), 1)?.stream).toBe('a');
  expect(stepped(boxes.slice(0, 2), -1)?.stream).toBe('b');
  expect(stepped([], 1)).toBeUndefined();
});
