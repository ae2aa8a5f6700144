import { useSay } from '@parley/ui';
import type { ShelfItem } from '@parley/wire';
import { ChevronDown } from 'lucide-react';
import { memo, useId, useState } from 'react';
import { sideways } from '../boxes/sideways';
import type { Ask } from '../screen';
import { Item } from './Item';
import './shelf.css';

interface Props {
  items: readonly ShelfItem[];
  /** The conversation on screen. */
  current: string | undefined;
  clock: number;
  ask: Ask;
  onChoose: (stream: string) => void;
}

/** What is the agent's and not open: first what waits for them, then what they snoozed. */
export const Shelf = memo(function Shelf({ items, ...rest }: Props) {
  const say = useSay();
  if (items.length === 0) return null;
  return (
    <section className="shelf" aria-label={say('shelf.label')} data-testid="shelf" onWheel={sideways}>
      <Part state="reserved" items={items} {...rest} />
      <Part state="snoozed" items={items} {...rest} />
    </section>
  );
});

function Part({ state, items, current, clock, ask, onChoose }: Props & { state: ShelfItem['state'] }) {
  const say = useSay();
  const id = useId();
  const [open, setOpen] = useState(true);
  const mine = items.filter((item) => item.state === state);
  if (mine.length === 0) return null;
  return (
    <>
      <h2 className="shelf-head">
        <button
          type="button"
          className="shelf-fold"
          data-testid={`shelf-${state}`}
          aria-expanded={open}
          aria-controls={id}
          onMouseDown={(press) => press.preventDefault()}
          onClick={() => setOpen(!open)}
        >
          <span>{say(`shelf.${state}`)}</span>
          <span className="shelf-count figures">{mine.length}</span>
          <ChevronDown size={14} aria-hidden="true" className="shelf-arrow" />
        </button>
      </h2>
      <ul id={id} className="shelf-list" hidden={!open}>
        {mine.map((item) => (
          <li key={item.stream}>
            <Item item={item} current={item.stream === current} clock={clock} ask={ask} onChoose={onChoose} />
          </li>
        ))}
      </ul>
    </>
  );
}
