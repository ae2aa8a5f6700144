import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const roots = ['../', '../../../../packages/ui/src/'].map((at) =>
  fileURLToPath(new URL(at, import.meta.url)),
);

function files(ending: string): string[] {
  return roots.flatMap((root) =>
    readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith(ending))
      .map((file) => join(root, file)),
  );
}

/** The classes that a sheet lays out by their name alone. */
function named(sheet: string): string[] {
  return [...readFileSync(sheet, 'utf8').matchAll(/^ {2}\.([a-z-]+)(?= \{|,$)/gm)].map((m) => m[1] ?? '');
}

test('a class has one sheet: two of one name would lay out each other’s parts', () => {
  const sheets = files('.css');
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

/** What each custom property of a sheet is set on, as "--name on selector". */
function custom(sheet: string): string[] {
  const around: string[] = [];
  const out: string[] = [];
  for (const [, prelude, name, end] of readFileSync(sheet, 'utf8')
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .matchAll(/([^{};]*)\{|(--[\w-]+)\s*:|(\})/g)) {
    if (prelude !== undefined) around.push(prelude.trim());
    else if (end) around.pop();
    else out.push(`${name} on ${around.at(-1)}`);
  }
  return out;
}

/**
 * WebKit keeps what it found out of the style of each element by the very set of custom properties that the element
 * inherits (Style::MatchedDeclarationsCache), and forgets none of it while its sheets stay. Each time an element that sets
 * some of its own is made or changes, that set is another: whatever lies within is kept once more, for good, and a day's
 * work would come to hundreds of megabytes.
 */
test('custom properties are set on the root alone', () => {
  const all = files('.css').flatMap(custom);
  expect(all.length).toBeGreaterThan(50);
  expect(all.filter((one) => !/ on :root(\[[^\]]*\])*$/.test(one))).toEqual([]);
  const code = [...files('.tsx'), ...files('.ts')].filter((file) => !file.endsWith('.test.ts'));
  expect(code.length).toBeGreaterThan(50);
  expect(code.filter((file) => /['"`]--[\w-]/.test(readFileSync(file, 'utf8')))).toEqual([]);
});
