// The emoji to choose from, cut out of a data set of all languages and all details when the panel is built.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Plugin } from 'vite';

const prefix = 'virtual:emoji/';

/** Newer ones than this are empty boxes on the systems of today. */
const newest = 15;

/** Parts of others, which nobody sends by themselves. */
const components = 2;

interface Entry {
  emoji: string;
  label: string;
  tags?: string[];
  group?: number;
  order?: number;
  version: number;
}

/** Answers `virtual:emoji/<language>` with all emoji: each as its sign, its name, words it is found by, and its group. */
export function emoji(): Plugin {
  const { resolve } = createRequire(import.meta.url);
  return {
    name: 'parley-emoji',
    resolveId: (id) => (id.startsWith(prefix) ? `\0${id}` : undefined),
    load(id) {
      if (!id.startsWith(`\0${prefix}`)) return undefined;
      const file = resolve(`emojibase-data/${id.slice(prefix.length + 1)}/data.json`);
      const entries = JSON.parse(readFileSync(file, 'utf8')) as Entry[];
      const all = entries
        .filter(({ group, version }) => group !== undefined && group !== components && version <= newest)
        .sort((a, b) => (a.order ?? 0) - (b.order ?? 0))
        .map((one) => [one.emoji, one.label, (one.tags ?? []).join(' '), one.group]);
      return `export default ${JSON.stringify(all)};`;
    },
  };
}
