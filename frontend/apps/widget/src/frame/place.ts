// Where the frame finds itself: what the loader wrote behind the # of its address.
import type { Language } from './words';

export interface Place {
  project: string;
  nonce: string;
  /** The site's origin; empty when the frame was not put there by our loader. */
  site: string;
  language: Language;
  /** The visitor's language, whether or not there are words in it: for the desk. */
  speaks: string;
  theme: string;
  color: string;
  channel: 'chat' | 'app';
  /** The button waits for the offer, so it is asked for at once. */
  asks: boolean;
}

export function place(at: Location): Place {
  const said = new URLSearchParams(at.hash.slice(1));
  const color = said.get('c') ?? '';
  const theme = said.get('t') ?? '';
  const spoken = said.get('v') ?? '';
  const wish = said.get('l') ?? navigator.language;
  return {
    project: new URLSearchParams(at.search).get('project') ?? '',
    nonce: said.get('n') ?? '',
    site: said.get('o') ?? '',
    language: wish.startsWith('fr') ? 'fr' : 'en',
    speaks: /^[a-z]{2,3}(-[a-z0-9]{1,8})*$/i.test(spoken) ? spoken : navigator.language,
    theme: theme === 'light' || theme === 'dark' ? theme : '',
    channel: said.get('h') === 'app' ? 'app' : 'chat',
    asks: said.get('a') === '1',
    color: /^#[0-9a-f]{6}$/i.test(color) ? color : '',
  };
}
