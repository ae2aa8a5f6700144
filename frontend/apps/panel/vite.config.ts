import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { messages } from '../../packages/ui/vite.ts';
import { emoji } from './emoji.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const shipped = here('../../dist/panel');

/** The folder is in the repository, empty: emptying it before a build takes its one file away. */
function keepFolder(): Plugin {
  return { name: 'keep-folder', closeBundle: () => writeFileSync(`${shipped}/.gitkeep`, '') };
}

// `vite build` makes what is shipped; `--mode gallery` the page that shows every state, which is not.
export default defineConfig(({ mode }) => {
  const gallery = mode === 'gallery';
  return {
    root: here('.'),
    base: './',
    plugins: [messages(), emoji(), react(), ...(gallery ? [] : [keepFolder()])],
    build: {
      outDir: gallery ? here('node_modules/.gallery') : shipped,
      emptyOutDir: true,
      target: ['safari16.4', 'chrome118'],
      modulePreload: { polyfill: false },
      cssCodeSplit: false,
      // A file inlined as data: would be refused by the policy.
      assetsInlineLimit: 0,
      rolldownOptions: { input: here(gallery ? 'gallery.html' : 'index.html') },
    },
  };
});
