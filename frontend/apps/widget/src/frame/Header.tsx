/** @jsxImportSource preact */
import type { View } from '@parley/link';
import { Icon } from './Icon';
import { talks } from './standing';
import type { Words } from './words';

interface Props {
  view: View;
  words: Words;
  onEnd: (() => void) | null;
  onMinimise: () => void;
}

const initial = (name: string): string => [...name.trim()][0]?.toLocaleUpperCase() ?? '·';

export function Header({ view, words, onEnd, onMinimise }: Props) {
  const company = view.project || words.chat;
  const title = view.agent || company;
  let about = words.connecting;
  if (view.agent) about = company;
  else if (view.waits) about = words.seeking;
  else if (view.offer) about = words.states[view.offer.state];
  // While one talks or waits, the offer is of another time.
  const free = view.agent !== '' || (!talks(view) && view.offer?.state === 'online');
  return (
    <header>
      <span class="face" aria-hidden="true">
        {initial(title)}
        {view.offer === null ? null : <i class={free ? 'lamp on' : 'lamp'} />}
      </span>
      <div class="who">
        <h1 dir="auto" title={title}>
          {title}
        </h1>
        <p>{about}</p>
      </div>
      {onEnd ? (
        <button type="button" class="quiet" onClick={onEnd}>
          {words.end}
        </button>
      ) : null}
      <button
        type="button"
        class="round"
        aria-label={words.minimise}
        title={words.minimise}
        onClick={onMinimise}
      >
        <Icon name="down" />
      </button>
    </header>
  );
}
