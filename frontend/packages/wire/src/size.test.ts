import { expect, test } from 'vitest';
import { megabyte, sizeText } from './size';

// row: P-056
test('a size is said in both languages, and counted as the limit is', () => {
  expect(sizeText(12, 'en')).toBe('1 kB');
  expect(sizeText(123_456, 'en')).toBe('121 kB');
  expect(sizeText(1_023_999, 'en')).toBe('1,000 kB');
  expect(sizeText(1_024_000, 'en')).toBe('1 MB');
  expect(sizeText(1_240_000, 'en')).toBe('1.2 MB');
  expect(sizeText(1_240_000, 'fr')).toMatch(/^1,2.Mo$/);
  expect(sizeText(26_213_400, 'en')).toBe('25 MB');
  expect(sizeText(25 * megabyte, 'fr')).toMatch(/^25.Mo$/);
});
