// The gallery, built and served as the program serves the panel: under the same policy.
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { build } from 'vite';

const panel = fileURLToPath(new URL('..', import.meta.url));
const kinds: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

/** The policy of the window, as written where the program sends it. */
function policy(): string {
  const source = readFileSync(join(panel, '../../../app/platform/webview/policy.go'), 'utf8');
  const list = /Policy = strings\.Join\(\[\]string\{([^}]*)\}/.exec(source)?.[1] ?? '';
  return [...list.matchAll(/"([^"]*)"/g)].map((rule) => rule[1]).join('; ');
}

/** Where Chromium is, or undefined: then the tests in a browser are skipped. */
export const chrome = [
  process.env.PARLEY_CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
].find((path) => path !== undefined && existsSync(path));

export interface Gallery {
  browser: Browser;
  /** Opens a state and closes the one before. What the policy refused, and what went wrong, is gathered in `complaints`. */
  open: (state: string, look?: Look) => Promise<Opened>;
  stop: () => Promise<void>;
}

export interface Look {
  theme?: 'light' | 'dark';
  lang?: 'en' | 'fr' | 'long';
  width?: number;
  height?: number;
  boxes?: 'white' | 'grey' | 'border';
  bar?: 'left' | 'bottom';
  /** Things move, which they otherwise do not. */
  moving?: boolean;
  /** Is told of the page before it is opened. */
  before?: (page: Page) => Promise<unknown>;
}

export interface Opened {
  page: Page;
  complaints: string[];
}

/** Builds and opens it, apart for each file of tests: they run side by side. */
export async function openGallery(name: string): Promise<Gallery> {
  const built = join(panel, 'node_modules/.galleries', name);
  const outDir = { build: { outDir: built } };
  await build({
    root: panel,
    configFile: join(panel, 'vite.config.ts'),
    mode: 'gallery',
    logLevel: 'error',
    ...outDir,
  });
  const server = await serve(built, policy());
  const { port } = server.address() as AddressInfo;
  const browser = await chromium.launch({
    executablePath: chrome ?? '',
    args: ['--no-sandbox', '--disable-gpu'],
  });

  let last: Page | undefined;
  async function open(state: string, look: Look = {}): Promise<Opened> {
    await last?.close();
    const { theme = 'light', lang = 'en', width = 1280, height = 720, before } = look;
    const { boxes = 'white', bar = 'left' } = look;
    const page = await browser.newPage({
      viewport: { width, height },
      reducedMotion: look.moving ? 'no-preference' : 'reduce',
    });
    last = page;
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('dialog', (dialog) => {
      complaints.push(`dialog ${dialog.message()}`);
      dialog.dismiss();
    });
    page.on('console', (said) => {
      if (said.type() === 'error' || said.type() === 'warning') complaints.push(said.text());
    });
    await before?.(page);
    const worn = new URLSearchParams({ state, theme, language: lang, boxes, bar });
    await page.goto(`http://127.0.0.1:${port}/gallery.html?${worn}`);
    await page.waitForSelector('html[data-ready="1"]');
    return { page, complaints };
  }

  return {
    browser,
    open,
    stop: async () => {
      await browser.close();
      server.close();
    },
  };
}

function serve(built: string, rules: string): Promise<Server> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://gallery');
    const file = join(built, normalize(pathname));
    if (!existsSync(file)) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, {
      'Content-Type': kinds[extname(file)] ?? 'application/octet-stream',
      'Content-Security-Policy': rules,
    });
    response.end(readFileSync(file));
  });
  return new Promise((ready) => {
    server.listen(0, '127.0.0.1', () => ready(server));
  });
}
