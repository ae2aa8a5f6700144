import { Button, type Key, useSay } from '@parley/ui';
import type { Thread } from '@parley/wire';
import { useRef } from 'react';
import { toCompose } from '../compose/caret';
import { type Chosen, hiddenAfter, type Sort, sorts } from './filter';
import './filter.css';

const names: Readonly<Record<Sort, Key>> = {
  visitor: 'filter.visitor',
  agent: 'filter.agent',
  action: 'filter.action',
  navigation: 'filter.navigation',
};

interface Props {
  thread: Thread;
  chosen: Chosen;
  onToggle: (sort: Sort) => void;
  onReset: () => void;
}

/** Puts the caret on the first choice, where the bar is on screen; false where it is not. */
export function toFilter(): boolean {
  const first = document.querySelector<HTMLElement>('.filter-sort');
  first?.focus();
  return first !== null;
}

/** What the thread is narrowed to, and what has come meanwhile and is not shown. */
export function FilterBar({ thread, chosen, onToggle, onReset }: Props) {
  const say = useSay();
  const hidden = useHidden(thread, chosen);
  return (
    <section className="filter" aria-label={say('filter.label')} data-testid="filter">
      <span aria-hidden="true">{say('filter.label')}</span>
      {sorts.map((sort) => (
        <Button
          key={sort}
          keepsCaret
          className="filter-sort"
          data-testid={`filter-${sort}`}
          aria-pressed={chosen.has(sort)}
          onClick={({ detail }) => {
            onToggle(sort);
            // A key has brought the caret here, and would go on pressing; who comes by mouse writes on.
            if (detail > 0) toCompose();
          }}
        >
          {say(names[sort])}
        </Button>
      ))}
      {chosen.size > 0 && (
        <Button look="link" keepsCaret data-testid="filter-reset" onClick={onReset}>
          {say('filter.reset')}
        </Button>
      )}
      <p className="filter-news" role="status" data-testid="filter-hidden">
        {hidden > 0 && say('filter.hidden', { n: hidden })}
      </p>
    </section>
  );
}

/** How many messages have come since this choice was made, or this conversation shown, and are hidden. */
function useHidden(thread: Thread, chosen: Chosen): number {
  const since = useRef<{ stream: string; chosen: Chosen; key: string | undefined }>(undefined);
  const { stream, lines } = thread;
  if (since.current?.stream !== stream || since.current.chosen !== chosen)
    since.current = { stream, chosen, key: lines.at(-1)?.key };
  return hiddenAfter(lines, since.current.key, chosen);
}
