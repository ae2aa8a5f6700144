import { expect, test } from 'vitest';
import type { File } from './names';
import { chooses, isPicture, listed, sortOf } from './sorts';

test('a kind that this page does not know is a document, and never drawn', () => {
  const file = { kind: 'hologram' as File['kind'] };
  expect(sortOf(file)).toBe('document');
  expect(isPicture(file)).toBe(false);
  expect(sortOf({ kind: 'ods' })).toBe('spreadsheet');
  expect(isPicture({ kind: 'webp' })).toBe(true);
});

test('what can be sent is told to a chooser and to people', () => {
  const limits = { maxBytes: 1, endings: ['png', 'jpg', 'jpeg', 'pdf'] };
  expect(chooses(limits)).toBe('.png,.jpg,.jpeg,.pdf');
  expect(listed(limits, 'en')).toBe('PNG, JPG, and PDF');
  expect(listed(limits, 'fr')).toBe('PNG, JPG et PDF');
  expect(listed({ ...limits, endings: ['pdf'] }, 'fr')).toBe('PDF');
});
