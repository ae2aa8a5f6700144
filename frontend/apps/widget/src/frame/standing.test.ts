import type { View } from '@parley/link';
import { expect, test } from 'vitest';
import { shut } from './standing';
import { view } from './view.fixture';

const offered = (state: NonNullable<View['offer']>['state'], async: boolean, change: Partial<View> = {}) =>
  shut(view({ stream: '', agent: '', offer: { state, async }, ...change }));

test('nothing can be sent where nobody is free and one may not wait, or nothing is offered', () => {
  expect(['online', 'busy', 'offline', 'none'].map((s) => offered(s as 'online', false))).toEqual([
    ...['', 'busy', 'offline', 'none'],
  ]);
  expect(['online', 'busy', 'offline', 'none'].map((s) => offered(s as 'online', true))).toEqual([
    ...['', '', '', 'none'],
  ]);
});

test('an open conversation may be written in whatever is offered; one that is over may not', () => {
  expect(offered('none', false, { stream: 's' })).toBe('');
  expect(offered('none', false, { stream: 's', over: true })).toBe('none');
});

test('before the server has said, one may write', () => {
  expect(shut(view({ stream: '', offer: null }))).toBe('');
});
