import { expect, test } from 'vitest';
import type { File } from './names';
import { isPicture, sortOf } from './sorts';

test('a kind that this page does not know is a document, and never drawn', () => {
  const file = { kind: 'hologram' as File['kind'] };
  expect(sortOf(file)).toBe('document');
  expect(isPicture(file)).toBe(false);
  expect(sortOf({ kind: 'ods' })).toBe('spreadsheet');
  expect(isPicture({ kind: 'webp' })).toBe(true);
});
