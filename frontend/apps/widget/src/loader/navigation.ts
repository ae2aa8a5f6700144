import type { PageNow } from '../port';

export const page = (): PageNow => ({ url: location.href, title: document.title });

/** Calls back when the visitor is on another page without a load: history, hash or title changed. */
export function watch(moved: () => void): void {
  let last = location.href;
  let title = document.title;
  const look = () => {
    if (location.href === last && document.title === title) return;
    last = location.href;
    title = document.title;
    moved();
  };
  // Sites change their address by script, which no event tells: the title and
  // the address are looked at now and then instead of patching history.
  window.addEventListener('popstate', look);
  window.addEventListener('hashchange', look);
  setInterval(look, 1000);
}
