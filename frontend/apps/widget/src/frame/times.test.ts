import { expect, test, vi } from 'vitest';

vi.stubGlobal('navigator', { language: 'de' });
const { soonOf } = await import('./times');

test('a moment on another day names the day', () => {
  const now = new Date(2026, 10, 26, 13, 0).getTime();
  const later = new Date(2026, 10, 26, 15, 5).getTime();
  const tomorrow = new Date(2026, 10, 27, 13, 5).getTime();
  expect(soonOf(later, now, 'fr')).toBe('15:05');
  expect(soonOf(tomorrow, now, 'fr')).toBe('vendredi 13:05');
  expect(soonOf(tomorrow, now, 'en')).toMatch(/^Friday.* 1:05\sPM$/);
});
