// Builds loader and frame into frontend/dist/widget, and refuses to grow.
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const out = here('../../dist/widget');
const version = process.env.PARLEY_VERSION ?? '0.0.0';

/** In bytes after gzip: what a visitor pays before, and after, they want to talk. */
const limits = { loader: 6_000, frame: 40_000 };

const common = {
  configFile: false,
  logLevel: 'warn',
  define: { __PARLEY_VERSION__: JSON.stringify(version) },
};
const target = ['chrome111', 'firefox114', 'safari16.4'];

await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });
await writeFile(`${out}/.gitkeep`, '');

await build({
  ...common,
  root: here('src/loader'),
  build: {
    target,
    outDir: out,
    emptyOutDir: false,
    rolldownOptions: {
      input: here('src/loader/index.ts'),
      output: { format: 'iife', entryFileNames: 'loader.js' },
    },
  },
});
await build({
  ...common,
  root: here('src/frame'),
  base: '/widget/',
  build: {
    target,
    outDir: out,
    emptyOutDir: false,
    assetsInlineLimit: 0,
    modulePreload: false,
    rolldownOptions: { input: here('src/frame/frame.html') },
  },
});

const weigh = async (path) => gzipSync(await readFile(path), { level: 9 }).length;
const parts = (await readdir(`${out}/assets`)).filter((name) => /\.(js|css)$/.test(name));
const sizes = { loader: await weigh(`${out}/loader.js`), frame: 0 };
for (const name of parts) sizes.frame += await weigh(`${out}/assets/${name}`);

for (const [name, limit] of Object.entries(limits)) {
  console.log(`widget ${name}: ${sizes[name]} bytes gzip (at most ${limit})`);
  if (sizes[name] > limit) process.exitCode = 1;
}
