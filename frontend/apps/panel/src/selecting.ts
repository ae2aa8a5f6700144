/**
 * Ctrl and A outside of a text that is written: all words of the thread the keys are in, and nothing else of the window,
 * whose own words are nobody's to copy.
 */
export function followSelectAll(page: Document): void {
  page.addEventListener('keydown', (event) => {
    const { target, key, ctrlKey, metaKey, shiftKey, altKey, defaultPrevented } = event;
    if (defaultPrevented || key.toLowerCase() !== 'a' || !(ctrlKey || metaKey) || shiftKey || altKey) return;
    if (target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement) return;
    event.preventDefault();
    const thread = target instanceof Element ? target.closest('[role="log"]') : null;
    if (thread) page.getSelection()?.selectAllChildren(thread);
  });
}
