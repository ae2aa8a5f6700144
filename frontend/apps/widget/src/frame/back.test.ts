import { expect, test } from 'vitest';
import { fresh, joined } from './back';

test('what comes back keeps its order, and stands before what was written since', () => {
  expect(joined('', '', 'one')).toBe('one');
  expect(joined('one', 'one', 'two')).toBe('one\ntwo');
  expect(joined('since', '', 'one')).toBe('one\nsince');
  expect(joined('one, changed', 'one', 'two')).toBe('two\none, changed');
});

test('what was taken is not taken again, though it is shown once more', () => {
  const taken = new Set<string>();
  const [one, two] = [{ id: 'one' }, { id: 'two' }];
  expect(fresh([one], taken)).toEqual([one]);
  expect(fresh([one, two], taken)).toEqual([two]);
  expect(fresh([one, two], taken)).toEqual([]);
});
