import { type Language, Speech } from '@parley/ui';
import { StrictMode } from 'react';
import { I18nProvider } from 'react-aria-components';
import { createRoot } from 'react-dom/client';
import { App } from './App';
import { DeskProvider } from './desk';
import { guard } from './guard';
import type { Port } from './port/port';
import { Store } from './store/store';

/** Draws the panel of a port into the page. */
export function mount(element: Element, port: Port, language: Language): void {
  document.documentElement.lang = language;
  guard(document, port);
  const store = new Store(port);
  store.start();
  createRoot(element).render(
    <StrictMode>
      <I18nProvider locale={language}>
        <Speech language={language}>
          <DeskProvider port={port} store={store}>
            <App />
          </DeskProvider>
        </Speech>
      </I18nProvider>
    </StrictMode>,
  );
}
