/** Whether a key was what they used last. */
export const isKeyed = () => document.documentElement.dataset.keyed !== undefined;

/**
 * Notes on the page that its user goes by keyboard. Where a dialog moves the focus by itself, the window's engine takes it
 * for the work of the mouse that opened the dialog, and draws no ring. And whether a key was what they used last.
 */
export function followKeys(page: Document): void {
  const { dataset } = page.documentElement;
  page.addEventListener(
    'keydown',
    ({ key }) => {
      dataset.keyed = '';
      if (key === 'Tab') dataset.keyboard = '';
    },
    true,
  );
  const byHand = () => {
    delete dataset.keyboard;
    delete dataset.keyed;
  };
  page.addEventListener('pointerdown', byHand, true);
}
