import type { TransferTarget } from '@parley/wire';
import { expect, test } from 'vitest';
import { find, parts } from './find';

const agent = (name: string, free: boolean, ...skills: string[]): TransferTarget => ({
  kind: 'agent',
  id: name,
  name,
  skills,
  groups: [],
  free,
  used: 0,
  slots: 3,
});
const group = (name: string): TransferTarget => ({ ...agent(name, true), kind: 'group' });

const list = [
  agent('Élodie Brûlé', true, 'Français', 'Claims handling'),
  agent('Ben Osei', true, 'Deutsch'),
  group('Returns'),
  agent('Bernadette Ó Briain', false),
];
const names = (typed: string) => find(list, typed).map((target) => target.name);

// row: P-087
test.each([
  ['', ['Élodie Brûlé', 'Ben Osei', 'Returns', 'Bernadette Ó Briain']],
  ['be', ['Ben Osei', 'Bernadette Ó Briain']],
  ['os', ['Ben Osei']],
  ['el', ['Élodie Brûlé']],
  ['BRU', ['Élodie Brûlé']],
  ['fra', ['Élodie Brûlé']],
  ['hand', ['Élodie Brûlé']],
  ['o b', ['Ben Osei', 'Bernadette Ó Briain']],
  ['ret', ['Returns']],
  ['sei', []],
  ['ben x', []],
])('typing %j finds %j', (typed, found) => {
  expect(names(typed)).toEqual(found);
});

// row: P-087
test('who is free comes first, then the groups, then who is away, each in the server’s order', () => {
  expect(parts(list).map((part) => [part.heading, part.targets.length])).toEqual([
    ['free', 2],
    ['groups', 1],
    ['away', 1],
  ]);
  expect(parts(list.slice(2)).map((part) => part.heading)).toEqual(['groups', 'away']);
});
