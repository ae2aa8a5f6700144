import { preferred } from '@parley/ui';
import { mount } from '../mount';
import type { FakePort } from '../port/fake';
import { themes, wear } from '../theme';
import { states } from './states';
import './gallery.css';

declare global {
  interface Window {
    /** The fake program, for those who test the page. */
    fake?: FakePort;
  }
}

/** gallery.html?state=one&theme=dark&lang=fr shows one state; without a state, the list of all. */
const wanted = new URLSearchParams(location.search);
const theme = themes.find((one) => one === wanted.get('theme')) ?? 'system';
const make = states[wanted.get('state') ?? ''];
const root = document.getElementById('app');

wear(theme);
if (root && make) {
  const port = make();
  window.fake = port;
  mount(root, port, preferred([wanted.get('lang') ?? 'en']));
} else if (root) {
  root.className = 'gallery';
  for (const state of Object.keys(states)) {
    const row = document.createElement('p');
    row.append(state);
    for (const lang of ['en', 'fr']) {
      for (const look of ['light', 'dark']) {
        const link = document.createElement('a');
        link.href = `?state=${state}&lang=${lang}&theme=${look}`;
        link.textContent = `${lang} ${look}`;
        row.append(' ', link);
      }
    }
    root.append(row);
  }
}
