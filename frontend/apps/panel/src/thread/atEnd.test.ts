import { expect, test } from 'vitest';
import { atEnd } from './atEnd';

const sized = (sizes: number[], viewportSize = 100) => ({
  viewportSize,
  getItemSize: (place: number) => sizes[place] ?? Number.NaN,
});

test('as many rows as are in sight at the end, and a little above', () => {
  expect(atEnd(sized([50, 50, 50, 50, 50]), 5, 60)).toEqual([1, 2, 3, 4]);
  expect(atEnd(sized([500, 10, 500]), 3, 60)).toEqual([2]);
  expect(atEnd(sized([50, 50]), 2, 60)).toEqual([0, 1]);
  expect(atEnd(sized([]), 0, 60)).toEqual([]);
});

test('rows that have no size yet are not endless', () => {
  const some = atEnd(sized([50]), 10_000, 60);
  expect(some.at(-1)).toBe(9999);
  expect(some.length).toBeLessThan(10);
});

test('nothing is known before the list is measured', () => {
  expect(atEnd(null, 5, 60)).toEqual([]);
  expect(atEnd(sized([50], 0), 1, 60)).toEqual([]);
});
