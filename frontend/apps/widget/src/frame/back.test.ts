import { expect, test } from 'vitest';
import { joined } from './back';

test('what comes back keeps its order, and stands before what was written since', () => {
  expect(joined('', '', 'one')).toBe('one');
  expect(joined('one', 'one', 'two')).toBe('one\ntwo');
  expect(joined('since', '', 'one')).toBe('one\nsince');
  expect(joined('one, changed', 'one', 'two')).toBe('two\none, changed');
});
