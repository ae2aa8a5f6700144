import type { ThreadLine } from '@parley/wire';
import { expect, test } from 'vitest';
import { Rows, rowsOf, visitorLinesAfter } from './rows';

const noon = new Date(2026, 4, 5, 12).getTime();
const line = (key: string, kind: ThreadLine['kind'], after: number, name: string = kind): ThreadLine => ({
  key,
  kind,
  at: noon + after,
  name,
  text: key,
});

const drawn = (lines: ThreadLine[]) =>
  rowsOf(lines).map((row) => (row.kind === 'message' ? `${row.key}${row.head ? ' head' : ''}` : row.kind));

test('lines of one author within one minute stand together', () => {
  expect(
    drawn([
      line('o', 'system', 0),
      line('a', 'visitor', 1000),
      line('b', 'visitor', 2000),
      line('c', 'visitor', 59_999),
      line('d', 'visitor', 60_000),
      line('e', 'agent', 61_000),
      line('f', 'agent', 62_000, 'Ben'),
    ]),
  ).toEqual(['day', 'system', 'a head', 'b', 'c', 'd head', 'e head', 'f head']);
});

test('a quiet line parts a group, a midnight opens a day', () => {
  expect(drawn([line('a', 'visitor', 0), line('s', 'system', 1), line('b', 'visitor', 2)])).toEqual([
    'day',
    'a head',
    'system',
    'b head',
  ]);
  expect(drawn([line('a', 'visitor', 0), line('b', 'visitor', 13 * 3_600_000)])).toEqual([
    'day',
    'a head',
    'day',
    'b head',
  ]);
});

test('every row has a key of its own', () => {
  const keys = rowsOf([line('a', 'visitor', 0), line('b', 'agent', 86_400_000)]).map((row) => row.key);
  expect(new Set(keys).size).toBe(keys.length);
});

test('a thread that grows keeps the rows it had, and one that changes has those it would begin with', () => {
  const known = new Rows();
  const lines = [line('a', 'visitor', 0), line('b', 'visitor', 1), line('c', 'agent', 86_400_000)];
  const first = known.of(lines);
  const grown = [...lines, line('d', 'agent', 86_400_001), line('e', 'system', 86_400_002)];
  const second = known.of(grown);
  expect(second).toEqual(rowsOf(grown));
  for (const [place, row] of first.entries()) expect(second[place]).toBe(row);
  for (const changed of [
    grown.map((one) => (one.key === 'b' ? { ...one, name: 'somebody else' } : one)),
    grown.slice(0, 2),
    grown.filter((one) => one.key !== 'a'),
    [],
    [...grown].reverse(),
    grown,
  ])
    expect(known.of(changed)).toEqual(rowsOf(changed));
});

test('what the visitor wrote after a line', () => {
  const lines = [
    line('a', 'visitor', 0),
    line('b', 'agent', 1),
    line('c', 'visitor', 2),
    line('d', 'system', 3),
  ];
  expect(visitorLinesAfter(lines, 'a').map((one) => one.key)).toEqual(['c']);
  expect(visitorLinesAfter(lines, 'd')).toEqual([]);
  expect(visitorLinesAfter(lines, undefined)).toHaveLength(2);
});
