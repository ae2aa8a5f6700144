import { expect, test } from 'vitest';
import { address } from './navigation';

test.each([
  ['https://shop.test/a?b=1', 'https://shop.test/a?b=1'],
  ['https://shop.test/a?b=1#reviews', 'https://shop.test/a?b=1'],
  ['https://shop.test/#', 'https://shop.test/'],
  ['https://shop.test/in#access_token=ey.J&state=/x', 'https://shop.test/in'],
  ['https://shop.test/#id_token=1#/boots', 'https://shop.test/'],
  ['https://shop.test/#/boots?size=43', 'https://shop.test/#/boots?size=43'],
  ['https://shop.test/#!boots', 'https://shop.test/#!boots'],
])('%s is the page %s', (href, page) => {
  expect(address(new URL(href))).toBe(page);
});
