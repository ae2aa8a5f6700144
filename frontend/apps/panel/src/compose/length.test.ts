import { expect, test } from 'vitest';
import { limit, roomLeft } from './length';

test('the room left is told near the end, by characters and not by halves of them', () => {
  expect(roomLeft('x'.repeat(7499))).toBeUndefined();
  expect(roomLeft('x'.repeat(7500))).toBe(500);
  expect(roomLeft('🌲'.repeat(4000))).toBeUndefined();
  expect(roomLeft('🌲'.repeat(limit))).toBe(0);
  expect(roomLeft('x'.repeat(limit + 3))).toBe(-3);
});
