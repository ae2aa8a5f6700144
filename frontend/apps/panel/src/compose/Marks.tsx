import { type RefObject, useLayoutEffect, useRef } from 'react';
import type { Variable } from './variables';

interface Props {
  text: string;
  found: readonly Variable[];
  area: RefObject<HTMLTextAreaElement | null>;
}

/** The same text once more behind what is written, unseen but for the marks on what is to be filled in. */
export function Marks({ text, found, area }: Props) {
  const mirror = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: where it is scrolled to changes with the text
  useLayoutEffect(() => {
    const written = area.current;
    if (!written) return undefined;
    const follow = () => {
      if (!mirror.current) return;
      // A scroll bar takes its room from the lines.
      mirror.current.style.width = `${written.clientWidth}px`;
      mirror.current.scrollTop = written.scrollTop;
    };
    follow();
    const sized = new ResizeObserver(follow);
    sized.observe(written);
    written.addEventListener('scroll', follow);
    return () => {
      sized.disconnect();
      written.removeEventListener('scroll', follow);
    };
  }, [area, text]);
  let from = 0;
  return (
    <div className="compose-marks" aria-hidden="true" dir="auto" ref={mirror}>
      {found.map((one) => {
        const before = text.slice(from, one.from);
        from = one.to;
        return (
          <span key={one.from}>
            {before}
            <mark>{one.text}</mark>
          </span>
        );
      })}
      {/* A last line that is empty has no height by itself. */}
      {`${text.slice(from)}\u200b`}
    </div>
  );
}
