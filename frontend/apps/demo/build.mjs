// Writes the shop into frontend/dist/demo.
import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { pages, pictures } from './src/pages.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const out = here('../../dist/demo');

await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });
await writeFile(`${out}/.gitkeep`, '');
for (const [name, text] of [...pages(), ...pictures()]) await writeFile(`${out}/${name}`, text);
for (const name of ['shop.css', 'shop.js', 'icon.svg']) await copyFile(here(`src/${name}`), `${out}/${name}`);
console.log(`demo: ${pages().length} pages`);
