import { Button, Stopwatch, useSay } from '@parley/ui';
import type { StateBox } from '@parley/wire';
import { Hourglass } from 'lucide-react';
import { type KeyboardEvent, memo, useDeferredValue, useLayoutEffect, useRef, useState } from 'react';
import { useLook } from '../look/useLook';
import { Box } from './Box';
import { sideways } from './sideways';
import { singled, waiting } from './waiting';
import './boxes.css';

/** What one box takes at rest, in rem: above it the list draws its boxes flatter, so that all stay in sight. */
const roomy = 5;

/** Below this height of the window, in pixels, boxes that stand side by side are drawn flatter too. */
const low = 440;

/** What stands above the boxes, as high as so many of them. */
const besides = 1.5;

interface Props {
  boxes: readonly StateBox[];
  clock: number;
  onChoose: (stream: string) => void;
}

/** The column of open conversations, in the order in which they came. */
export const Boxes = memo(function Boxes({ boxes: now, clock, onChoose }: Props) {
  const say = useSay();
  // A moment after the thread: what changes in both at once has the engine lay out the whole window.
  const boxes = useDeferredValue(now);
  const list = useRef<HTMLUListElement>(null);
  const { bar } = useLook();
  const dense = useDense(list, boxes.length, bar === 'bottom');
  const first = singled(boxes);
  const reachable = boxes.find((box) => box.tone === 'active') ?? boxes[0];
  const count = waiting(boxes).length;
  useInSight(list, reachable?.stream, bar);
  return (
    <nav className="boxes" aria-label={say('boxes.label')}>
      <div className="boxes-head" data-waiting={count > 0}>
        <h2 className="boxes-count">
          {boxes.length > 0 ? say('boxes.waiting', { n: count }) : say('boxes.none')}
        </h2>
        {first && (
          <Button
            look="link"
            className="boxes-longest"
            keepsCaret
            aria-keyshortcuts="Control+J"
            title={`${say('boxes.goLongest')} (Ctrl+J)`}
            onClick={() => onChoose(first.stream)}
          >
            <Hourglass size={12} strokeWidth={2.25} aria-hidden="true" />
            <Longest since={first.waitingSince} clock={clock} />
          </Button>
        )}
      </div>
      <ul className="boxes-list" data-dense={dense} ref={list} onKeyDown={arrows} onWheel={sideways}>
        {boxes.map((box) => (
          <li key={box.stream}>
            <Box
              box={box}
              clock={clock}
              longest={box.stream === first?.stream}
              dense={dense}
              reachable={box === reachable}
              onChoose={onChoose}
            />
          </li>
        ))}
      </ul>
    </nav>
  );
});

function Longest({ since, clock }: { since: number; clock: number }) {
  const say = useSay();
  return (
    <>
      <span className="hidden">{say('boxes.goLongest')}</span>
      <span aria-hidden="true">{say('boxes.longest', { time: '' }).trim()}</span>
      <Stopwatch since={since} clock={clock} />
    </>
  );
}

/** Keeps the box of the active conversation in sight, wherever the boxes stand. */
function useInSight(
  list: { readonly current: HTMLUListElement | null },
  stream: string | undefined,
  bar: string,
): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is looked for anew where one of them changes
  useLayoutEffect(() => {
    list.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [list, stream, bar]);
}

function useDense(
  list: { readonly current: HTMLUListElement | null },
  count: number,
  beside: boolean,
): boolean {
  // A guess by the window's height: where it is right, the boxes are laid out once and not twice.
  const [dense, setDense] = useState(() =>
    beside ? window.innerHeight < low : (count + besides) * roomy * remOf() > window.innerHeight,
  );
  useLayoutEffect(() => {
    const element = list.current;
    if (!element) return undefined;
    const measure = () =>
      setDense(beside ? window.innerHeight < low : count * roomy * remOf() > element.clientHeight);
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    // Side by side they are as high as they are, however high the window is.
    window.addEventListener('resize', measure);
    measure();
    return () => {
      observer.disconnect();
      window.removeEventListener('resize', measure);
    };
  }, [list, count, beside]);
  return dense;
}

function remOf(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
}

function arrows(event: KeyboardEvent<HTMLUListElement>): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const buttons = [...event.currentTarget.querySelectorAll('button')];
  const here = buttons.findIndex((button) => button.matches(':focus'));
  const places: Record<string, number> = {
    ArrowDown: here + 1,
    ArrowUp: here - 1,
    Home: 0,
    End: buttons.length - 1,
  };
  const place = places[event.key];
  if (place === undefined) return;
  event.preventDefault();
  buttons[place]?.focus();
}
