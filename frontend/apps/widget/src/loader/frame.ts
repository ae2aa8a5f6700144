// The frame's element and the private line to it. Nobody else's message is
// heard: window, origin and nonce must all be right, and then a port is used
// that only the two hold.
import type { Ready, Settle, ToFrame, ToLoader } from '../port';
import type { Site } from './site';
import { language, spoken } from './words';

export interface Frame {
  element: HTMLIFrameElement;
  send(message: ToFrame): void;
}

function nonce(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  let out = '';
  for (let i = 0; i < bytes.length; i++) out += (bytes[i] as number).toString(36);
  return out;
}

export function frame(
  site: Site,
  now: () => Omit<Settle, 'parley' | 'nonce'>,
  heard: (message: ToLoader) => void,
): Frame {
  const word = nonce();
  const element = document.createElement('iframe');
  let port: MessagePort | null = null;
  window.addEventListener('message', (e) => {
    const said = e.data as Ready | null;
    const ours = e.source === element.contentWindow && e.origin === site.origin;
    if (!ours || said?.parley !== 'ready' || said.nonce !== word) return;
    const channel = new MessageChannel();
    port = channel.port1;
    port.onmessage = (m) => heard(m.data as ToLoader);
    const settle: Settle = { parley: 'settle', nonce: word, ...now() };
    element.contentWindow?.postMessage(settle, site.origin, [channel.port2]);
    if (settle.focus) element.focus();
  });
  const say = encodeURIComponent;
  element.src =
    `${site.origin}/widget/frame.html?project=${say(site.project)}` +
    `#n=${word}&o=${say(location.origin)}&l=${language()}&v=${say(spoken())}&t=${site.theme}&c=${say(site.color)}&h=${site.channel}&a=${site.asks ? 1 : ''}`;
  return { element, send: (message) => port?.postMessage(message) };
}
