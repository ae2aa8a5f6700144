import { expect, test } from 'vitest';
import { shownSize } from './size';

test('a preview keeps its shape within its bounds', () => {
  const file = { id: 'f', name: 'a.png', kind: 'png', size: 1 } as const;
  expect(shownSize({ ...file, width: 4000, height: 3000 })).toEqual({ width: 320, height: 240 });
  expect(shownSize({ ...file, width: 300, height: 3000 })).toEqual({ width: 48, height: 240 });
  expect(shownSize({ ...file, width: 2, height: 2 })).toEqual({ width: 48, height: 48 });
});
