import { known, wear } from '../look/look';
import { mount } from '../mount';
import type { FakePort } from '../port/fake';
import { speakAtLength } from './long';
import { states } from './states';
import './gallery.css';

declare global {
  interface Window {
    /** The fake program, for those who test the page. */
    fake?: FakePort;
  }
}

/**
 * gallery.html?state=one&theme=dark&language=fr&boxes=grey&bar=bottom shows one state; without a state, the list of all.
 * The language "long" is nobody's.
 */
const wanted = new URLSearchParams(location.search);
const make = states[wanted.get('state') ?? ''];
const root = document.getElementById('app');

if (wanted.get('language') === 'long') speakAtLength();

wear({
  theme: known('theme', wanted.get('theme')),
  language: wanted.get('language') === 'fr' ? 'fr' : 'en',
  boxes: known('boxes', wanted.get('boxes')),
  bar: known('bar', wanted.get('bar')),
});
if (root && make) {
  const port = make();
  window.fake = port;
  mount(root, port);
} else if (root) {
  root.className = 'gallery';
  for (const state of Object.keys(states)) {
    const row = document.createElement('p');
    row.append(state);
    for (const lang of ['en', 'fr', 'long']) {
      for (const look of ['light', 'dark']) {
        const link = document.createElement('a');
        link.href = `?state=${state}&language=${lang}&theme=${look}`;
        link.textContent = `${lang} ${look}`;
        row.append(' ', link);
      }
    }
    root.append(row);
  }
}
