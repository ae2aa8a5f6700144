// The frame's end of the private line to the loader.
import type { Ready, Settle, ToFrame, ToLoader } from '../port';
import type { Place } from './place';

export interface Host {
  send(message: ToLoader): void;
}

export function host(at: Place, settled: (s: Settle) => void, heard: (m: ToFrame) => void): Host {
  let port: MessagePort | null = null;
  const meet = (e: MessageEvent<Settle | null>) => {
    const ours = e.source === window.parent && e.origin === at.site;
    if (port || !ours || e.data?.parley !== 'settle' || e.data.nonce !== at.nonce) return;
    port = e.ports[0] ?? null;
    if (!port) return;
    port.onmessage = (m: MessageEvent<ToFrame>) => heard(m.data);
    settled(e.data);
  };
  window.addEventListener('message', meet);
  const ready: Ready = { parley: 'ready', nonce: at.nonce };
  if (window.parent !== window && at.site) window.parent.postMessage(ready, at.site);
  return { send: (message) => port?.postMessage(message) };
}
