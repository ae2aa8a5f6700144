// The catalogue's compiler: ICU messages become functions when the panel is built, so that nothing is
// parsed, and nothing evaluated, in a window whose policy forbids it.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import MessageFormat from '@messageformat/core';
import compileModule from '@messageformat/core/compile-module';
import type { Plugin } from 'vite';

const prefix = 'virtual:messages/';

/** Answers `virtual:messages/<language>` with the compiled messages of strings/<language>.json. */
export function messages(): Plugin {
  return {
    name: 'parley-messages',
    resolveId: (id) => (id.startsWith(prefix) ? `\0${id}` : undefined),
    load(id) {
      if (!id.startsWith(`\0${prefix}`)) return undefined;
      const language = id.slice(prefix.length + 1);
      const file = fileURLToPath(new URL(`./src/strings/${language}.json`, import.meta.url));
      this.addWatchFile(file);
      const source = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
      return compileModule(new MessageFormat(language), source);
    },
  };
}
