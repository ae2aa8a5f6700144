import type { ClosingForm } from '@parley/wire';
import { expect, test } from 'vitest';
import { creatable, partsOf } from './choices';

const tag = (id: string, name: string) => ({ id, name });
const form: ClosingForm = {
  tagging: 'offered',
  fixed: false,
  mail: true,
  recommended: [tag('1', 'Returns'), tag('2', 'Advice')],
  others: [tag('3', 'zebra'), tag('4', 'Été'), tag('5', 'Échange'), tag('6', 'apple')],
};
const names = (typed: string) =>
  partsOf(form, typed, 'fr').map((part) => [part.heading, ...part.choices.map((one) => one.name)]);

// row: P-111
test('the recommended tags stand first in their order, the others from A to Z', () => {
  expect(names('')).toEqual([
    ['recommended', 'Returns', 'Advice'],
    ['others', 'apple', 'Échange', 'Été', 'zebra'],
  ]);
  expect(names('e')).toEqual([['others', 'Échange', 'Été']]);
  expect(names('nothing')).toEqual([]);
});

// row: P-110
test('a new tag is offered where none is called so, and where agents make some', () => {
  expect(creatable(form, [], '  Late   delivery ')).toBe('Late delivery');
  expect(creatable(form, [], 'RETURNS')).toBeUndefined();
  expect(creatable(form, ['Late delivery'], 'late delivery')).toBeUndefined();
  expect(creatable(form, [], '  ')).toBeUndefined();
  expect(creatable(form, [], 'x'.repeat(81))).toBeUndefined();
  expect(creatable(form, [], '🛶'.repeat(80))).toBe('🛶'.repeat(80));
  expect(creatable(form, [], '🛶'.repeat(81))).toBeUndefined();
  expect(creatable({ ...form, fixed: true }, [], 'Late delivery')).toBeUndefined();
});
