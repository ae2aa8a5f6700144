// Which of the agent's messages the visitor has before their eyes.
import type { Link } from '@parley/link';
import { useEffect } from 'preact/hooks';

/** Half of a message, or half a window of it, is enough to have seen it. */
function inView(message: Element, box: DOMRect): boolean {
  const { top, bottom, height } = message.getBoundingClientRect();
  const shown = Math.min(bottom, box.bottom) - Math.max(top, box.top);
  return height > 0 && shown >= Math.min(height, box.height) / 2;
}

/** The number of the lowest message of the agent's in view, 0 for none. */
function lowest(box: Element): number {
  const place = box.getBoundingClientRect();
  const all = box.querySelectorAll('.theirs[data-seq]:not(.past)');
  for (let i = all.length - 1; i >= 0; i--) {
    const message = all[i];
    if (message && inView(message, place)) return Number(message.getAttribute('data-seq'));
  }
  return 0;
}

/** Tells what is seen while the window is open, on a page that is shown. */
export function useSaw(
  link: Link,
  box: { readonly current: HTMLElement | null },
  open: boolean,
  events: unknown,
): void {
  useEffect(() => {
    const el = box.current;
    if (!open || !el) return undefined;
    let asked = 0;
    const look = () => {
      asked = 0;
      const seq = document.visibilityState === 'visible' ? lowest(el) : 0;
      if (seq) link.saw(seq);
    };
    // One look a picture, and after it: what has just come is laid out by then.
    const soon = () => {
      asked ||= requestAnimationFrame(look);
    };
    soon();
    el.addEventListener('scroll', soon);
    document.addEventListener('visibilitychange', soon);
    return () => {
      cancelAnimationFrame(asked);
      el.removeEventListener('scroll', soon);
      document.removeEventListener('visibilitychange', soon);
    };
  }, [link, box, open, events]);
}
