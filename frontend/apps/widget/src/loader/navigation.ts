import type { PageNow } from '../port';

/**
 * Where the visitor is. What stands behind # is a place on the same page, or something
 * that is nobody's business, as the token of a sign-in; it counts where a site keeps
 * its pages there.
 */
export function address({ protocol, host, pathname, search, hash }: Location | URL): string {
  const page = hash[1] === '/' || hash[1] === '!' ? hash : '';
  return `${protocol}//${host}${pathname}${search}${page}`;
}

export const page = (): PageNow => ({ url: address(location), title: document.title });

/** Calls back when the visitor is on another page without a load: history, hash or title changed. */
export function watch(moved: () => void): void {
  let last = page();
  const look = () => {
    const now = page();
    if (now.url === last.url && now.title === last.title) return;
    last = now;
    moved();
  };
  // Sites change their address by script, which no event tells: the title and
  // the address are looked at now and then instead of patching history.
  window.addEventListener('popstate', look);
  window.addEventListener('hashchange', look);
  setInterval(look, 1000);
}
