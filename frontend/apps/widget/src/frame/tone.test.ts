import { expect, test } from 'vitest';
import { contrast, inkOn, readable } from './tone';

const colors = [
  '#000000',
  '#ffffff',
  '#e8b100',
  '#0f5c54',
  '#ff0000',
  '#00ff00',
  '#7f7f7f',
  '#fffefb',
  '#191d1c',
];

test.each(colors)('whatever accent a site chooses, %s, words stay readable', (color) => {
  expect(contrast(color, inkOn(color))).toBeGreaterThanOrEqual(4.5);
  expect(contrast(readable(color, '#f4f1ea'), '#f4f1ea')).toBeGreaterThanOrEqual(4.5);
  expect(contrast(readable(color, '#242a28'), '#242a28')).toBeGreaterThanOrEqual(4.5);
});
