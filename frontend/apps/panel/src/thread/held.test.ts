import type { ThreadLine } from '@parley/wire';
import { expect, test } from 'vitest';
import { lastHeld } from './held';

const line = (key: string, until: number, form?: 'file') =>
  ({ key, kind: 'agent', at: 0, state: until ? 'held' : 'sent', until, ...(form && { form }) }) as ThreadLine;

test('what is undone first was sent last, whenever the file beside an earlier text came in', () => {
  expect(lastHeld([])).toBeUndefined();
  expect(lastHeld([line('a', 0)])).toBeUndefined();
  expect(lastHeld([line('a', 10), line('b', 20), line('a.png', 10, 'file')])?.key).toBe('b');
  expect(lastHeld([line('a', 10), line('b', 20), line('b.png', 20, 'file')])?.key).toBe('b');
  expect(lastHeld([line('a', 10), line('c.png', 30, 'file')])?.key).toBe('c.png');
});
