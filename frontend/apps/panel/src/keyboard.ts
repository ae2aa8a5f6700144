/**
 * Notes on the page that its user goes by keyboard. Where a dialog moves the focus by itself, the window's engine takes it
 * for the work of the mouse that opened the dialog, and draws no ring.
 */
export function followKeys(page: Document): void {
  const { dataset } = page.documentElement;
  page.addEventListener(
    'keydown',
    ({ key }) => {
      if (key === 'Tab') dataset.keyboard = '';
    },
    true,
  );
  page.addEventListener('pointerdown', () => delete dataset.keyboard, true);
}
