/** @jsxImportSource preact */
// The frame: the conversation itself, on the server's origin and under its
// policy, out of reach of the site's scripts.
import { browser, Link } from '@parley/link';
import { render } from 'preact';
import type { Settle, ToFrame } from '../port';
import { App, type Window } from './App';
import { host } from './host';
import { place } from './place';
import { news } from './standing';
import { dress } from './tone';
import { wordsOf } from './words';

const here = place(location);
const words = wordsOf(here.language);
const root = document.documentElement;
root.lang = here.language;
if (here.theme) root.dataset.theme = here.theme;
dress(root, here.color);
document.title = words.chat;

const url = new URL('/api/v1/visitor/socket', location.href);
url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
const { project, speaks, channel } = here;
const link = new Link(browser(), { url: url.href, project, language: speaks, channel });

let win: Window = { open: false, focus: 0, phone: false };

function show(change: Partial<Window>): void {
  win = { ...win, ...change };
  if (win.open) link.start();
  render(
    <App
      link={link}
      window={win}
      words={words}
      language={here.language}
      onClose={(ended) => loader.send({ t: 'close', ended })}
    />,
    document.body,
  );
  tell();
}

let told = '';

/** Tells the loader what has changed, not with the next picture but at once: who writes may be off to the next page. */
function tell(): void {
  const now = news(link.view, win.open, link.known);
  const said = JSON.stringify(now);
  if (said === told) return;
  told = said;
  loader.send(now);
}

function settled(s: Settle): void {
  link.subscribe(tell);
  link.page(s.page);
  // A visitor who has not written yet is nobody's business until the window
  // opens, unless the site shows the button only to whom something is offered.
  if (link.known || here.asks) link.start();
  show({ open: s.open, phone: s.phone, focus: s.focus ? 1 : 0 });
}

function heard(m: ToFrame): void {
  if (m.t === 'open') show({ open: true, focus: win.focus + (m.focus ? 1 : 0) });
  else if (m.t === 'close') show({ open: false });
  else if (m.t === 'size') show({ phone: m.phone });
  else link.page(m.page);
}

const loader = host(here, settled, heard);
