// The stage: our server played by the test on one origin, a company's site on
// another, and a browser between them.
import { readFile } from 'node:fs/promises';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname } from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Frame, type Page } from 'playwright-core';
import { Desk } from '../../../packages/link/src/testing/desk';
import { type Peer, upgrade } from './sockets';

const dist = new URL('../../../dist/', import.meta.url);
const kinds: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};
const framePolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: https: http:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors http://127.0.0.1:*";

export interface SitePage {
  policy?: string;
  head?: string;
  body?: string;
  lang?: string;
  attributes?: string;
}

export class Stage {
  desk = new Desk(() => Date.now());
  browser!: Browser;
  server = '';
  site = '';
  up = true;
  pages = new Map<string, SitePage>();
  private servers: Server[] = [];
  private peers = new Set<Peer>();

  async start(): Promise<void> {
    this.server = await this.listen((path, res) => this.serve(path, res), true);
    this.site = await this.listen((path, res) => this.shop(path, res), false);
    this.browser = await chromium.launch({
      executablePath: '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu'],
    });
  }

  async stop(): Promise<void> {
    await this.browser.close();
    this.cut();
    for (const server of this.servers) server.close();
  }

  cut(): void {
    for (const peer of this.peers) peer.close();
  }

  /** A visitor on a page of the site. Closed shadow roots are opened to the test's eye. */
  async visit(path = '/', options: BrowserContextOptions = {}): Promise<Visit> {
    const context = await this.browser.newContext(options);
    await context.addInitScript(() => {
      const attach = Element.prototype.attachShadow;
      Element.prototype.attachShadow = function (init) {
        return attach.call(this, { ...init, mode: 'open' });
      };
    });
    const page = await context.newPage();
    const visit = new Visit(this, page);
    await visit.go(path);
    return visit;
  }

  private async listen(
    answer: (path: string, res: ServerResponse) => void,
    sockets: boolean,
  ): Promise<string> {
    const server = createServer((req, res) => answer(req.url ?? '/', res));
    if (sockets) {
      server.on('upgrade', (req, socket) => {
        if (!this.up) {
          socket.destroy();
          return;
        }
        const peer: Peer = upgrade(req, socket, (text) => this.desk.hear(seat, text), gone);
        const seat = this.desk.sit(peer.send, peer.close);
        this.peers.add(peer);
        const desk = this.desk;
        const peers = this.peers;
        function gone() {
          desk.rise(seat);
          peers.delete(peer);
        }
      });
    }
    this.servers.push(server);
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  private async serve(url: string, res: ServerResponse): Promise<void> {
    let path = new URL(url, 'http://x').pathname.slice(1);
    if (path === 'widget.js') path = 'widget/loader.js';
    if (path.endsWith('/')) path += 'index.html';
    try {
      const body = await readFile(new URL(path, dist));
      if (path === 'widget/frame.html') res.setHeader('Content-Security-Policy', framePolicy);
      res.setHeader('Content-Type', kinds[extname(path)] ?? 'application/octet-stream').end(body);
    } catch {
      res.writeHead(404).end();
    }
  }

  private shop(url: string, res: ServerResponse): void {
    const page = this.pages.get(new URL(url, 'http://x').pathname) ?? {};
    res.setHeader('Content-Type', 'text/html; charset=utf-8');
    if (page.policy) res.setHeader('Content-Security-Policy', page.policy.replaceAll('SERVER', this.server));
    const tag = `<script async src="${this.server}/widget.js" data-project="acme" ${page.attributes ?? ''}></script>`;
    res.end(`<!doctype html><html lang="${page.lang ?? 'en'}"><head><meta name="viewport" content="width=device-width">
<title>A shop</title>${page.head ?? ''}${tag}</head><body><h1>A shop</h1><p>${'Words. '.repeat(80)}</p>${page.body ?? ''}</body></html>`);
  }
}

export class Visit {
  readonly page: Page;
  readonly errors: string[] = [];
  private readonly stage: Stage;

  constructor(stage: Stage, page: Page) {
    this.stage = stage;
    this.page = page;
    page.on('pageerror', (e) => this.errors.push(e.message));
    page.on('console', (m) => {
      if (m.type() === 'error' && !m.text().includes('WebSocket') && !m.text().includes('404'))
        this.errors.push(m.text());
    });
  }

  async go(path: string): Promise<void> {
    await this.page.goto(path.startsWith('http') ? path : this.stage.site + path);
    await this.launcher.waitFor({ state: 'attached' });
  }

  get launcher() {
    return this.page.locator('[data-parley-widget] button');
  }

  get card() {
    return this.page.locator('[data-parley-widget] .card');
  }

  get inside() {
    return this.page.frameLocator('[data-parley-widget] iframe');
  }

  get field() {
    return this.inside.locator('textarea');
  }

  get log() {
    return this.inside.getByRole('log');
  }

  frame(): Frame {
    const found = this.page.frames().find((f) => f.url().includes('/widget/frame.html'));
    if (!found) throw new Error('the frame is not there');
    return found;
  }

  async open(): Promise<void> {
    await this.launcher.click();
    await this.field.waitFor();
  }

  async write(text: string): Promise<void> {
    await this.field.fill(text);
    await this.field.press('Enter');
    await this.log.getByText(text, { exact: true }).last().waitFor();
  }

  async close(): Promise<void> {
    await this.page.context().close();
  }
}
