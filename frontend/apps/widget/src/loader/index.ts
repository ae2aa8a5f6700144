// The loader is all that a visitor pays for until they want to talk: a button.
// It leaves one frozen global and touches nothing else of the page.
import { site } from './site';
import { type Widget, widget } from './widget';

type Listener = (detail: number) => void;

const version = __PARLEY_VERSION__;

/** A dictionary that a polluted Object.prototype has no say in. */
function bare<T extends object>(fields: T): T {
  return Object.setPrototypeOf(fields, null) as T;
}

function start(tag: HTMLScriptElement): void {
  const said = site(tag);
  const there = Object.hasOwn(window, 'Parley');
  if (!said || there) return;

  let made: Widget | null = null;
  let wanted = false;
  const listeners: { event: string; fn: Listener; on: boolean }[] = [];
  const tell = (event: string, detail: number) => {
    for (let i = 0; i < listeners.length; i++) {
      const l = listeners[i];
      if (l?.on && l.event === event) l.fn(detail);
    }
  };
  const api = {
    version,
    open() {
      if (made) made.open();
      else wanted = true;
    },
    close() {
      made?.close();
      wanted = false;
    },
    on(event: string, fn: Listener) {
      const listener = { event, fn, on: true };
      listeners[listeners.length] = listener;
      return () => {
        listener.on = false;
      };
    },
  };
  const descriptor = { value: Object.freeze(api), writable: false, configurable: false, enumerable: false };
  Object.defineProperty(window, 'Parley', bare(descriptor));

  const build = () => {
    made = widget(said, tell);
    if (wanted) made.open();
  };
  if (document.body) build();
  else document.addEventListener('DOMContentLoaded', build);
}

const tag = document.currentScript ?? document.querySelector('script[data-project][src*="widget.js"]');
if (tag instanceof HTMLScriptElement) start(tag);
