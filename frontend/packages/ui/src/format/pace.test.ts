import { expect, test } from 'vitest';
import { pace } from './pace';

const here = { hidden: false, focused: true, touched: 0 };

test.each([
  ['somebody is at the window', here, 59_999, 1000],
  ['they work beside it', { ...here, focused: false }, 59_999, 10_000],
  ['they have sat back', here, 60_000, 20_000],
  ['they work elsewhere', { ...here, focused: false }, 60_000, 20_000],
  ['the window is hidden', { ...here, hidden: true }, 0, undefined],
])('row: P-017 the figures run as is due when %s', (_, watch, now, due) => {
  expect(pace(watch, now)).toBe(due);
});
