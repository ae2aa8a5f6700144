import { isValidElement } from 'react';
import { expect, test } from 'vitest';
import { breakable } from './RichText';

const seams = (address: string) =>
  breakable(address)
    .map((one) => (isValidElement(one) ? '|' : one))
    .join('');

test.each([
  ['https://shop.acme.test/tents/ridge-2', 'https://shop|.acme|.test/|tents/|ridge-|2'],
  ['http://a.test/?q=one&r=two#three', 'http://a|.test/?|q=|one&|r=|two#|three'],
  ['shop.acme.test', 'shop|.acme|.test'],
  ['mailto:lea@acme.test', 'mailto:lea@acme|.test'],
  ['https://', 'https://'],
])('%s goes on in the next line at its seams', (address, cut) => {
  expect(seams(address)).toBe(cut);
  expect(seams(address).replaceAll('|', '')).toBe(address);
});
