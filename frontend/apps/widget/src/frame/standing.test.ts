import type { View } from '@parley/link';
import { expect, test } from 'vitest';
import { news, shut } from './standing';
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

test('the next page hears of what goes on, of what is on its way, and of nothing else', () => {
  const going = (change: Partial<View>, known = true) => news(view(change), false, known).going;
  const offer = { state: 'none', async: false } as const;
  expect(going({})).toBe(true);
  expect(going({ left: true })).toBe(false);
  expect(going({ stream: '' })).toBe(false);
  expect(going({ stream: '', pending: [{ id: 'a', text: 'Hello', at: 1, state: 'sending' }] })).toBe(true);
  expect(going({ stream: '', offer })).toBe(true);
  expect(going({ stream: '', offer }, false)).toBe(false);
});

test('an open window has nothing unread, and what is offered is not known before it was said', () => {
  expect(news(view({ unread: 2, offer: null }), false, true)).toMatchObject({ count: 2, none: null });
  expect(news(view({ unread: 2 }), true, true)).toMatchObject({ count: 0, none: false });
});
