import { expect, test } from 'vitest';
import { shownSize, sizeText } from './size';

test('sizes in both languages', () => {
  expect(sizeText(12, 'en')).toBe('1 kB');
  expect(sizeText(123_456, 'en')).toBe('123 kB');
  expect(sizeText(1_240_000, 'en')).toBe('1.2 MB');
  expect(sizeText(1_240_000, 'fr')).toMatch(/^1,2.Mo$/);
});

test('a preview keeps its shape within its bounds', () => {
  const file = { id: 'f', name: 'a.png', kind: 'png', size: 1 } as const;
  expect(shownSize({ ...file, width: 4000, height: 3000 })).toEqual({ width: 320, height: 240 });
  expect(shownSize({ ...file, width: 300, height: 3000 })).toEqual({ width: 48, height: 240 });
  expect(shownSize({ ...file, width: 2, height: 2 })).toEqual({ width: 48, height: 48 });
});
