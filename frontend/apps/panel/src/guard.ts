import { target } from '@parley/ui';
import { quietly } from './action';
import type { Port } from './port/port';

/**
 * Keeps the window where it is. The engine has no hook for leaving a page, so every way out is stopped
 * here, before any other listener: links go to the agent's browser, forms and drops go nowhere.
 */
export function guard(page: Document, port: Pick<Port, 'openExternal'>): void {
  const link = (event: MouseEvent) => {
    const anchor = event.target instanceof Element ? event.target.closest('a') : null;
    if (!anchor) return;
    event.preventDefault();
    const href = target(anchor.href);
    if (href && event.button < 2) quietly(port.openExternal(href));
  };
  page.addEventListener('click', link, true);
  page.addEventListener('auxclick', link, true);
  page.addEventListener('submit', (event) => event.preventDefault(), true);
  for (const kind of ['dragenter', 'dragover', 'drop'] as const)
    page.addEventListener(kind, refuseDrop, true);
}

function refuseDrop(event: DragEvent): void {
  const writes = event.target instanceof HTMLTextAreaElement || event.target instanceof HTMLInputElement;
  const words = event.dataTransfer?.types.every((type) => type.startsWith('text/')) ?? false;
  if (writes && words) return;
  event.preventDefault();
  // Whoever lets it go here sees beforehand that nothing becomes of it; where something does, that is said there.
  if (event.dataTransfer) event.dataTransfer.dropEffect = 'none';
}
