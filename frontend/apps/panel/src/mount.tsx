import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App';
import { followAhead } from './compose/ahead';
import { followPresses } from './compose/caret';
import { followTyping } from './compose/lull';
import { keepOrder } from './compose/overtaking';
import { DeskProvider } from './desk';
import { keepDoubled, keepEntered } from './doubled';
import { guard } from './guard';
import { followKeys } from './keyboard';
import { Tongue } from './look/Tongue';
import type { Port } from './port/port';
import { followSelectAll } from './selecting';
import { Store } from './store/store';

/** The system the window is on, as far as its looks depend on it. */
function system(agent: string): 'mac' | 'windows' | 'other' {
  if (/Mac OS X/.test(agent)) return 'mac';
  return /Windows/.test(agent) ? 'windows' : 'other';
}

/** Draws the panel of a port into the page. */
export function mount(element: Element, port: Port): void {
  document.documentElement.dataset.os = system(navigator.userAgent);
  keepOrder(document);
  keepDoubled(document);
  keepEntered(document);
  guard(document, port);
  followKeys(document);
  followTyping(document);
  followPresses(document);
  followAhead(document);
  followSelectAll(document);
  const store = new Store(port);
  store.start();
  createRoot(element).render(
    <StrictMode>
      <DeskProvider port={port} store={store}>
        <Tongue>
          <App />
        </Tongue>
      </DeskProvider>
    </StrictMode>,
  );
}
