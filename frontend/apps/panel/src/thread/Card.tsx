import { target, unturned, useSay } from '@parley/ui';
import type { ThreadLine } from '@parley/wire';
import { Link2, Tag } from 'lucide-react';
import './card.css';

interface Props {
  form: 'link' | 'offer';
  card: NonNullable<ThreadLine['card']>;
}

/** A link or an offer as it was sent. Its picture is the visitor's to see: this window fetches nothing. */
export function Card({ form, card }: Props) {
  const say = useSay();
  const Sign = form === 'offer' ? Tag : Link2;
  const href = target(card.url);
  return (
    <div className="card">
      <span className="card-form">
        <Sign size={13} aria-hidden="true" />
        {say(`card.${form}`)}
      </span>
      {href ? (
        <a className="card-title" href={href} title={href} rel="noreferrer" dir="auto">
          {unturned(card.title)}
        </a>
      ) : (
        <bdi className="card-title">{unturned(card.title)}</bdi>
      )}
      {card.text && (
        <p className="card-text" dir="auto">
          {unturned(card.text)}
        </p>
      )}
      <bdi className="card-address">{unturned(card.url)}</bdi>
    </div>
  );
}
