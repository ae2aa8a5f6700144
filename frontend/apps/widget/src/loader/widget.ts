import type { ToLoader } from '../port';
import { type Frame, frame } from './frame';
import { recall, remember } from './memory';
import { page, watch } from './navigation';
import { parts } from './paint';
import { inkOn, type Site } from './site';
import { words } from './words';

const tipFor = 8000;

export interface Widget {
  open(): void;
  close(): void;
}

export function widget(site: Site, tell: (event: string, detail: number) => void): Widget {
  const { host, card, button, badge, tip } = parts();
  const small = matchMedia('(max-width: 480px), (max-height: 480px)');
  const view = window.visualViewport;
  let inner: Frame | null = null;
  let shown = false;
  let wanted = false;
  let going = false;
  let none = site.asks;
  let unread = 0;

  const load = () => {
    if (inner) return;
    inner = frame(site, () => ({ open: shown, focus: wanted, phone: small.matches, page: page() }), hear);
    inner.element.title = words.chat;
    card.appendChild(inner.element);
    watch(() => inner?.send({ t: 'page', page: page() }));
  };

  const draw = () => {
    const count = `${unread}${unread === 1 ? words.one : words.many}`;
    const label = shown ? words.close : words.open;
    button.setAttribute('aria-expanded', `${shown}`);
    button.setAttribute('aria-label', unread && !shown ? `${label}, ${count}` : label);
    badge.hidden = unread === 0 || shown;
    badge.textContent = unread > 99 ? '99+' : `${unread}`;
    card.hidden = !shown;
    // What is open stays until it is closed, so that an ended talk can be read.
    button.hidden = none && !shown;
  };

  const keep = () => remember(site.project, !going ? '' : none ? 'none' : shown ? 'open' : 'going');

  /** A phone's keyboard makes the visible part smaller than the page: stay within it. */
  const fit = () => {
    const full = shown && small.matches && view;
    card.style.top = full ? `${view.offsetTop}px` : '';
    card.style.bottom = full ? 'auto' : '';
    card.style.height = full ? `${view.height}px` : '';
  };

  const note = (text: string) => {
    tip.textContent = text;
    if (text) setTimeout(() => tip.textContent === text && note(''), tipFor);
  };

  const show = (on: boolean, focus: boolean) => {
    if (on === shown || (on && none)) return;
    shown = on;
    wanted = on && focus;
    load();
    note('');
    draw();
    fit();
    if (going) keep();
    if (on) {
      if (focus) inner?.element.focus();
      inner?.send({ t: 'open', focus });
    } else {
      inner?.send({ t: 'close' });
      if (focus) button.focus();
    }
    tell(on ? 'open' : 'close', 0);
  };

  function hear(message: ToLoader): void {
    if (message.t === 'close') {
      const within = document.activeElement === host;
      show(false, within);
      if (message.ended) note(words.ended);
    } else if (message.t === 'unread') {
      const changed = message.count !== unread;
      unread = message.count;
      going = message.going;
      none = message.none ?? none;
      keep();
      draw();
      if (changed) tell('unread', unread);
    }
  }

  host.setAttribute('data-parley-widget', '');
  if (site.theme) host.setAttribute('data-theme', site.theme);
  if (site.color) {
    host.style.setProperty('--accent', site.color);
    host.style.setProperty('--accent-ink', inkOn(site.color));
  }
  card.setAttribute('aria-label', words.chat);
  button.addEventListener('pointerenter', load);
  button.addEventListener('focus', load);
  button.addEventListener('click', () => show(!shown, true));
  button.addEventListener('keydown', (e) => {
    if (e.key === 'Escape') show(false, true);
  });
  small.addEventListener('change', () => {
    inner?.send({ t: 'size', phone: small.matches });
    fit();
  });
  view?.addEventListener('resize', fit);
  view?.addEventListener('scroll', fit);
  const before = recall(site.project);
  if (before === 'none') none = true;
  draw();
  document.body.appendChild(host);
  if (before || none) {
    going = before !== '';
    load();
    if (before === 'open' && !small.matches) show(true, false);
  }
  return { open: () => show(true, true), close: () => show(false, true) };
}
