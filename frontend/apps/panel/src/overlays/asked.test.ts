import { expect, test } from 'vitest';
import { panelOf } from '../gallery/panels';
import { conversations } from '../gallery/people';
import { type Asked, isMoot } from './asked';

const closing: Asked = { about: 'close', stream: 'c1', name: 'Ines', label: 'AC 4711', unsent: false };
const record: Asked = { about: 'customer', of: 'c1', name: 'Ines' };

test('a question is moot once its conversation has left, and not while it may only not be told of yet', () => {
  const here = panelOf(conversations(2));
  const gone = { ...here, boxes: [], shelf: [], threads: [] };
  const offline = { ...gone, line: { ...gone.line, state: 'offline' as const } };
  for (const asked of [closing, record]) {
    expect(isMoot(asked, here)).toBe(false);
    expect(isMoot(asked, gone)).toBe(true);
    expect(isMoot(asked, offline)).toBe(false);
  }
  // A record can be changed of what lies aside, or is only read.
  expect(isMoot(record, { ...here, boxes: [] })).toBe(false);
  expect(isMoot({ about: 'settings' }, gone)).toBe(false);
});
