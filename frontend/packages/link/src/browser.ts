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

/** A name as it may stand in a header (RFC 8187). */
const extended = (name: string) =>
  encodeURIComponent(name.replace(/\p{Surrogate}/gu, '')).replace(
    /['()*!]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );

const upload: Env['upload'] = (url, token, name, body, progress, done) => {
  const request = new XMLHttpRequest();
  request.open('PUT', url);
  request.timeout = 150_000;
  request.setRequestHeader('Authorization', `Bearer ${token}`);
  request.setRequestHeader('Content-Type', 'application/octet-stream');
  request.setRequestHeader('Content-Disposition', `attachment; filename*=UTF-8''${extended(name)}`);
  request.upload.onprogress = (e) => progress(e.lengthComputable ? e.loaded / e.total : 0);
  request.onloadend = () => {
    let said: { id?: unknown; code?: unknown; detail?: unknown } = {};
    try {
      said = JSON.parse(request.responseText);
    } catch {
      // A proxy's page, or nothing: the status says enough.
    }
    const { id = '', code = 'internal', detail = '' } = said;
    const after = Number(request.getResponseHeader('Retry-After')) * 1000 || 0;
    done({ status: request.status, id: String(id), code: String(code), message: String(detail), after });
  };
  request.send(body);
  return () => {
    request.onloadend = null;
    request.abort();
  };
};

async function load(url: string, token: string): Promise<Blob> {
  // The token goes to where the server said and no further, and nothing else goes with it.
  const response = await fetch(url, {
    headers: { Authorization: `Bearer ${token}` },
    credentials: 'omit',
    redirect: 'error',
  });
  if (!response.ok) throw new Error(String(response.status));
  return response.blob();
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
    upload,
    load,
    socket: (url) => new WebSocket(url),
    shelf: shelf(),
    lock: typeof navigator.locks === 'object' && typeof BroadcastChannel === 'function' ? webLock : null,
    channel,
    visible: () => document.visibilityState === 'visible',
    on,
  };
}
