import { money, target, useLocale, useSay } from '@parley/ui';
import type { Product as ProductData, RichCard, Rich as RichData, ThreadLine } from '@parley/wire';
import { GalleryHorizontal, Image, ListTodo, ShoppingBag, StickyNote } from 'lucide-react';
import type { ReactNode } from 'react';
import { Carousel, type Slide } from './Carousel';
import { Choice } from './Choice';
import './card.css';
import './rich.css';

interface Props {
  rich: RichData;
  /** The line it stands in, which tells what became of a choice. */
  line: ThreadLine;
}

/**
 * A card, a product, a carousel or a choice as it was sent. Pictures are the visitor's to see: this window fetches nothing.
 */
export function Rich({ rich, line }: Props) {
  const say = useSay();
  const slides: Slide[] = [
    ...(rich.cards ?? []).map((card) => ({ title: card.title, face: <Face card={card} /> })),
    ...(rich.products ?? []).map((product) => ({ title: product.name, face: <Product product={product} /> })),
  ];
  const [only, more] = slides;
  const [Sign, form] = rich.choice
    ? ([ListTodo, 'choice'] as const)
    : more
      ? ([GalleryHorizontal, 'carousel'] as const)
      : rich.products?.length
        ? ([ShoppingBag, 'product'] as const)
        : ([StickyNote, 'card'] as const);
  return (
    <div className="rich">
      <span className="card-form">
        <Sign size={13} aria-hidden="true" />
        {say(`card.${form}`)}
      </span>
      {rich.choice && <Choice choice={rich.choice} line={line} />}
      {more ? <Carousel label={say('card.carousel')} slides={slides} /> : only?.face}
    </div>
  );
}

function Face({ card }: { card: RichCard }) {
  return (
    <div className="slide">
      <Picture address={card.picture} />
      <bdi className="slide-title" title={card.title}>
        {card.title}
      </bdi>
      <p className="slide-text" dir="auto">
        {card.text}
      </p>
      <ul className="slide-ways">
        {card.actions.map((action) => (
          <li key={`${action.label} ${action.url}`}>
            <Leads to={action.url}>{action.label}</Leads>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Product({ product }: { product: ProductData }) {
  const say = useSay();
  const locale = useLocale();
  const { name, price, offerPrice, currency, digits, description, available, url } = product;
  const written = (units: number) => money(units, digits, currency, locale);
  return (
    <div className="slide">
      <Picture address={product.picture} />
      <span className="slide-title" title={name}>
        <Leads to={url}>{name}</Leads>
      </span>
      <p className="slide-price figures">
        <strong>{written(offerPrice || price)}</strong>
        {offerPrice ? (
          <>
            {' '}
            <span className="hidden">{say('card.was')} </span>
            <s>{written(price)}</s>
          </>
        ) : null}
      </p>
      {description && (
        <p className="slide-text" dir="auto">
          {description}
        </p>
      )}
      <span className="slide-stock" data-available={available}>
        {say(available ? 'card.available' : 'card.unavailable')}
      </span>
    </div>
  );
}

/** A link, where the address is one of the web. */
function Leads({ to, children }: { to: string; children: ReactNode }) {
  const href = target(to);
  if (!href) return <bdi>{children}</bdi>;
  return (
    <a href={href} title={href} rel="noreferrer">
      <bdi>{children}</bdi>
    </a>
  );
}

/** Where the picture is that the visitor sees. */
function Picture({ address }: { address: string | undefined }) {
  const say = useSay();
  const href = target(address ?? '');
  if (!href) return null;
  return (
    <a className="slide-picture" href={href} title={href} rel="noreferrer">
      <Image size={14} aria-hidden="true" />
      <bdi>{say('card.picture', { host: new URL(href).host })}</bdi>
    </a>
  );
}
