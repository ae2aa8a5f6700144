import { expect, test } from 'vitest';
import { money } from './money';

// row: P-040
test('prices are written as in the place, with the digits that are told', () => {
  const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');
  expect(plain(money(12900, 2, 'EUR', 'fr'))).toBe('129,00 €');
  expect(plain(money(1234567, 2, 'EUR', 'fr-FR'))).toBe('12 345,67 €');
  expect(money(9950, 2, 'EUR', 'en')).toBe('€99.50');
  expect(money(1200, 0, 'JPY', 'en')).toBe('¥1,200');
  expect(plain(money(45, 3, 'IQD', 'en'))).toBe('IQD 0.045');
  expect(money(0, 2, 'USD', 'en-US')).toBe('$0.00');
});
