import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const roots = ['../', '../../../../packages/ui/src/'].map((at) =>
  fileURLToPath(new URL(at, import.meta.url)),
);

/** The classes that a sheet lays out by their name alone. */
function named(sheet: string): string[] {
  return [...readFileSync(sheet, 'utf8').matchAll(/^ {2}\.([a-z-]+)(?= \{|,$)/gm)].map((m) => m[1] ?? '');
}

test('a class has one sheet: two of one name would lay out each other’s parts', () => {
  const sheets = roots.flatMap((root) =>
    readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.css'))
      .map((file) => join(root, file)),
  );
  const at = new Map<string, string>();
  const twice: string[] = [];
  for (const sheet of sheets)
    for (const name of new Set(named(sheet))) {
      const first = at.get(name);
      if (first) twice.push(`.${name}: ${first} and ${sheet}`);
      else at.set(name, sheet);
    }
  expect(at.size).toBeGreaterThan(100);
  expect(twice).toEqual([]);
});
