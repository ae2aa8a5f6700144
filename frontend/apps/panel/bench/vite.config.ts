import { fileURLToPath } from 'node:url';
import { defineConfig, mergeConfig } from 'vite';
import panel from '../vite.config.ts';

/** The panel as it is shipped, but for this: its threads draw every line they have. For ./build/bench to compare with. */
export default defineConfig((env) =>
  mergeConfig(panel(env), {
    resolve: { alias: { virtua: fileURLToPath(new URL('flat.tsx', import.meta.url)) } },
  }),
);
