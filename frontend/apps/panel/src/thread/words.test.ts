import { speaker } from '@parley/ui';
import type { ThreadLine } from '@parley/wire';
import { expect, test } from 'vitest';
import { rowsOf } from './rows';
import { wordsOf } from './words';

test('a copied thread says who said what when, and where the visitor was', () => {
  const at = new Date(2026, 10, 25, 14, 20).getTime();
  const lines: ThreadLine[] = [
    { key: 'a', kind: 'system', at, system: 'viewed', text: 'Ridge 2', url: 'https://shop.test/ridge-2' },
    { key: 'b', kind: 'visitor', at, name: 'Lea', text: 'Is it \u202Eblue?' },
    { key: 'c', kind: 'agent', at, name: 'Ada', text: 'Yes.' },
    { key: 'd', kind: 'agent', at, name: 'Ben', text: '', erased: true },
  ];
  expect(wordsOf(rowsOf(lines), 'Ada', 'Lea', speaker('fr'), 'fr').split('\n\n')).toEqual([
    'Le visiteur est sur la page Ridge 2 14:20',
    'Lea 14:20\nIs it blue?',
    'Vous 14:20\nYes.',
    'Ben 14:20\nEffacé',
  ]);
});
