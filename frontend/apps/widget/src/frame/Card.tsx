/** @jsxImportSource preact */
// A link or an offer as the visitor sees it.

import { target } from '@parley/markup';
import type { VisitorEvent } from '@parley/wire';
import { useState } from 'preact/hooks';
import type { Words } from './words';

export type Sent = NonNullable<VisitorEvent['card']>;

/** A link says where it leads; an offer has a picture, and its whole face is its link. */
export function Card({ card, offer, words }: { card: Sent; offer: boolean; words: Words }) {
  const [broken, setBroken] = useState(false);
  const href = target(card.url);
  const picture = offer && !broken ? target(card.picture ?? '') : undefined;
  const title = (
    <strong class="card-title" dir="auto">
      {card.title}
    </strong>
  );
  return (
    <div class={offer ? 'sent-card offer' : 'sent-card'}>
      {picture ? (
        // The title beside it says what it shows; where the page is, is nobody's business.
        <img
          class="card-picture"
          src={picture}
          alt=""
          referrerpolicy="no-referrer"
          loading="lazy"
          decoding="async"
          onError={() => setBroken(true)}
        />
      ) : null}
      <div class="card-words">
        {href ? (
          <a class="card-link" href={href} target="_blank" rel="noopener noreferrer nofollow">
            {title}
            <span class="hidden">{words.newTab}</span>
          </a>
        ) : (
          title
        )}
        {card.text ? (
          <p class="card-text" dir="auto">
            {card.text}
          </p>
        ) : null}
        {href ? (
          <span class="card-host" dir="ltr">
            {new URL(href).host}
          </span>
        ) : null}
      </div>
    </div>
  );
}
