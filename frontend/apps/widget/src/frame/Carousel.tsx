/** @jsxImportSource preact */
// One slide at a time: by its buttons, by arrow keys, and by a swipe.
import { Strip, turnedTo } from '@parley/ui/strip';
import type { ComponentChildren } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { Icon } from './Icon';
import type { Words } from './words';

interface Slide {
  title: string;
  face: ComponentChildren;
}

export function Carousel({ slides, words }: { slides: readonly Slide[]; words: Words }) {
  const strip = useRef<HTMLUListElement>(null);
  const [follow] = useState(() => new Strip());
  const [at, setAt] = useState(0);
  const [told, setTold] = useState('');
  const last = slides.length - 1;
  const place = words.place(at + 1, slides.length);

  const go = (wanted: number) => {
    const to = Math.min(Math.max(wanted, 0), last);
    if (!strip.current?.children[to] || to === at) return;
    follow.turn(strip.current, to);
    setAt(to);
    setTold(`${words.place(to + 1, slides.length)}${words.colon}${slides[to]?.title ?? ''}`);
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
  return (
    // biome-ignore lint/a11y/useSemanticElements: a carousel is no fieldset
    <div class="carousel" role="group" aria-label={place}>
      <ul
        class="carousel-strip"
        ref={strip}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        aria-label={words.slides}
        onKeyDown={press}
        onScroll={() => seen(follow.scrolled(strip.current))}
        onScrollEnd={() => seen(follow.rested(strip.current))}
        onPointerDown={stay}
        onWheel={stay}
      >
        {slides.map((slide, n) => (
          <li key={n} class="rich" aria-label={words.place(n + 1, slides.length)}>
            {slide.face}
          </li>
        ))}
      </ul>
      <div class="carousel-ways">
        <button
          type="button"
          aria-label={words.slideBefore}
          aria-disabled={at === 0}
          onClick={() => go(at - 1)}
        >
          <Icon name="before" />
        </button>
        <span>{place}</span>
        <button
          type="button"
          aria-label={words.slideNext}
          aria-disabled={at === last}
          onClick={() => go(at + 1)}
        >
          <Icon name="next" />
        </button>
      </div>
      <p class="hidden" aria-live="polite">
        {told}
      </p>
    </div>
  );
}
