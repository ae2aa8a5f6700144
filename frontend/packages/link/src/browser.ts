import type { Channel, Env, Lock, Moment, Shelf } from './env';

/** localStorage, if it may be written to: some browsers only refuse then. */
function shelf(): Shelf | null {
  try {
    const probe = 'parley:probe';
    localStorage.setItem(probe, '');
    localStorage.removeItem(probe);
    return localStorage;
  } catch {
    return null;
  }
}

const webLock: Lock = (name, steal, got, lost) => {
  const hold = () => new Promise<void>((release) => got(release));
  navigator.locks.request(name, { steal }, hold).catch(lost);
};

function channel(name: string): Channel | null {
  try {
    return new BroadcastChannel(name);
  } catch {
    return null;
  }
}

function id(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('');
}

function on(moment: Moment, fn: () => void): () => void {
  const names = {
    online: 'online',
    offline: 'offline',
    show: 'pageshow',
    hide: 'pagehide',
    stored: 'storage',
  };
  const where = moment === 'visible' ? document : window;
  const name = moment === 'visible' ? 'visibilitychange' : names[moment];
  where.addEventListener(name, fn);
  return () => where.removeEventListener(name, fn);
}

/** The browser this program runs in. Web Locks need a secure page; without them every tab is for itself. */
export function browser(): Env {
  return {
    now: () => Date.now(),
    later(ms, fn) {
      const timer = setTimeout(fn, ms);
      return () => clearTimeout(timer);
    },
    random: () => Math.random(),
    id,
    socket: (url) => new WebSocket(url),
    shelf: shelf(),
    lock: typeof navigator.locks === 'object' && typeof BroadcastChannel === 'function' ? webLock : null,
    channel,
    visible: () => document.visibilityState === 'visible',
    on,
  };
}
