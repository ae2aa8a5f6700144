import { type RefObject, useLayoutEffect, useRef } from 'react';

function fit(area: HTMLTextAreaElement): void {
  area.style.height = 'auto';
  area.style.height = `${area.scrollHeight}px`;
}

/**
 * As high as what is written. A letter more asks the area alone whether it still fits; only a text that became shorter,
 * or another, is set anew, for which everything around the area has to be laid out.
 */
export function useHeight(area: RefObject<HTMLTextAreaElement | null>, text: string, stream: string): void {
  const before = useRef({ text: '', stream });
  useLayoutEffect(() => {
    const element = area.current;
    if (!element) return;
    const longer = before.current.stream === stream && text.startsWith(before.current.text);
    before.current = { text, stream };
    // What is as long as it may be scrolls, and is no higher for one more letter.
    const fits =
      element.scrollHeight <= element.clientHeight || element.style.height === `${element.scrollHeight}px`;
    if (longer && fits) return;
    fit(element);
  }, [area, text, stream]);

  // In a narrower pane the same text has more lines.
  useLayoutEffect(() => {
    const element = area.current;
    if (!element) return undefined;
    let width = element.clientWidth;
    const observer = new ResizeObserver(() => {
      if (element.clientWidth === width) return;
      width = element.clientWidth;
      fit(element);
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [area]);
}
