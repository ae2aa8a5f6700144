import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { unfilled, variables } from './variables';

const cases: { text: string; variables: string[] }[] = JSON.parse(
  readFileSync(new URL('../../../../../backend/desk/testdata/variables.json', import.meta.url), 'utf8'),
);

// row: P-053
test('what is marked is what is not sent', () => {
  expect(cases.length).toBeGreaterThan(4);
  for (const { text, variables: want } of cases) {
    const found = variables(text);
    expect(
      found.map((one) => one.text),
      text,
    ).toEqual(want);
    for (const { from, to, text: name } of found) expect(text.slice(from, to)).toBe(name);
  }
});

// row: P-053
test('braces around any other name are the agent’s own', () => {
  const found = unfilled('{id} of {project} {Project}', ['project', 'city']);
  expect(found.map((one) => one.text)).toEqual(['{project}']);
});
