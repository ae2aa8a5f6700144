import { useLayoutEffect, useRef } from 'react';
import { span } from '../format/clock';
import { everyTick } from '../format/ticker';
import { useLanguage } from '../strings';
import './stopwatch.css';

/**
 * A span that runs. It writes its figure itself, past React, and into a place that is as wide as all figures of its length:
 * dozens of them change at once, and one that moved its neighbours would have the engine lay out and draw the whole desk.
 * It is not read out: a figure that changes each second would only disturb.
 */
export function Stopwatch({ since, clock, className }: { since: number; clock: number; className?: string }) {
  const language = useLanguage();
  const place = useRef<HTMLSpanElement>(null);
  const figure = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    const text = document.createTextNode('');
    figure.current?.replaceChildren(text);
    const write = () => {
      const shown = span(Date.now() + clock - since, language);
      if (text.data === shown) return;
      text.data = shown;
      const room = shown.replace(/\d/g, '0');
      if (place.current && place.current.dataset.room !== room) place.current.dataset.room = room;
    };
    write();
    return everyTick(write);
  }, [since, clock, language]);
  return (
    <span className={`stopwatch ${className ?? ''}`} aria-hidden="true" ref={place}>
      <span className="stopwatch-figure" ref={figure} />
    </span>
  );
}
