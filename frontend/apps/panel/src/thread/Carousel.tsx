import { Button, useSay, within } from '@parley/ui';
import { Strip, turnedTo } from '@parley/ui/strip';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react';

export interface Slide {
  title: string;
  face: ReactNode;
}

/** One slide at a time: by its buttons, by arrow keys, and by a swipe. */
export function Carousel({ label, slides }: { label: string; slides: readonly Slide[] }) {
  const say = useSay();
  const strip = useRef<HTMLUListElement>(null);
  const [follow] = useState(() => new Strip());
  const [at, setAt] = useState(0);
  const [told, setTold] = useState('');
  const last = slides.length - 1;

  const go = (wanted: number) => {
    const to = Math.min(Math.max(wanted, 0), last);
    if (!strip.current?.children[to] || to === at) return;
    follow.turn(strip.current, to);
    setAt(to);
    setTold(say('card.placed', { n: to + 1, all: slides.length, title: within(slides[to]?.title ?? '') }));
  };
  const press = (event: KeyboardEvent) => {
    const to = turnedTo(event, at, last);
    if (to === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    go(to);
  };
  const seen = (slide: number | undefined) => {
    if (slide !== undefined) setAt(slide);
  };
  const stay = () => follow.stay();
  const place = say('card.place', { n: at + 1, all: slides.length });

  return (
    // biome-ignore lint/a11y/useSemanticElements: a carousel is no fieldset
    <div className="carousel" role="group" aria-roledescription={label} aria-label={place}>
      <ul
        className="carousel-strip"
        ref={strip}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        aria-label={label}
        onKeyDown={press}
        onScroll={() => seen(follow.scrolled(strip.current))}
        onScrollEnd={() => seen(follow.rested(strip.current))}
        onPointerDown={stay}
        onWheel={stay}
      >
        {slides.map((slide, n) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: what was sent is never reordered
          <li key={n} aria-label={say('card.place', { n: n + 1, all: slides.length })}>
            {slide.face}
          </li>
        ))}
      </ul>
      <div className="carousel-ways">
        <Button
          look="icon"
          aria-label={say('card.before')}
          aria-disabled={at === 0}
          keepsCaret
          onClick={() => go(at - 1)}
        >
          <ChevronLeft size={16} aria-hidden="true" />
        </Button>
        <span className="figures" data-testid="carousel-place">
          {place}
        </span>
        <Button
          look="icon"
          aria-label={say('card.next')}
          aria-disabled={at === last}
          keepsCaret
          onClick={() => go(at + 1)}
        >
          <ChevronRight size={16} aria-hidden="true" />
        </Button>
      </div>
      <span className="hidden" role="status">
        {told}
      </span>
    </div>
  );
}
