/** @jsxImportSource preact */
// A card, a product, a carousel or a choice as the visitor sees it.
import { target } from '@parley/markup';
import { money } from '@parley/ui/money';
import type { VisitorEvent } from '@parley/wire';
import { useState } from 'preact/hooks';
import { Carousel } from './Carousel';
import { Choice } from './Choice';
import type { Message } from './rows';
import { placeOf } from './times';
import type { Language, Words } from './words';

export type Pushed = NonNullable<VisitorEvent['rich']>;
type CardData = NonNullable<Pushed['cards']>[number];
type ProductData = NonNullable<Pushed['products']>[number];

interface Props {
  rich: Pushed;
  message: Message;
  onTake: (option: string) => void;
  words: Words;
  language: Language;
}

export function Rich({ rich, message, words, language, onTake }: Props) {
  const slides = [
    ...(rich.cards ?? []).map((card) => ({ title: card.title, face: <Face card={card} words={words} /> })),
    ...(rich.products ?? []).map((product) => ({
      title: product.name,
      face: <Product product={product} words={words} language={language} />,
    })),
  ];
  const [only, more] = slides;
  if (more) return <Carousel slides={slides} words={words} />;
  return (
    <div class="rich">
      {rich.choice ? (
        <Choice
          choice={rich.choice}
          taken={message.taken}
          words={words}
          onTake={message.asks ? onTake : undefined}
        />
      ) : (
        only?.face
      )}
    </div>
  );
}

function Face({ card, words }: { card: CardData; words: Words }) {
  return (
    <div class="slide">
      <Picture address={card.picture} />
      <div class="slide-words">
        <strong class="slide-title" dir="auto" title={card.title}>
          {card.title}
        </strong>
        <p class="slide-text" dir="auto">
          {card.text}
        </p>
      </div>
      <ul class="slide-ways">
        {card.actions.map((action, i) => (
          <li key={i}>
            <Leads to={action.url} look="slide-way" words={words}>
              {action.label}
            </Leads>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Product({ product, words, language }: { product: ProductData; words: Words; language: Language }) {
  const { name, price, offerPrice, currency, digits, description, available, url } = product;
  const written = (units: number) => money(units, digits, currency, placeOf(language));
  return (
    <div class="slide">
      <Picture address={product.picture} />
      <div class="slide-words">
        <strong class="slide-title" title={name}>
          <Leads to={url} look="slide-link whole" words={words}>
            {name}
          </Leads>
        </strong>
        <p class="slide-price">
          <span>{written(offerPrice || price)}</span>
          {offerPrice ? (
            <>
              <span class="hidden"> {words.insteadOf} </span>
              <s>{written(price)}</s>
            </>
          ) : null}
        </p>
        {description ? (
          <p class="slide-text" dir="auto">
            {description}
          </p>
        ) : null}
        <p class={available ? 'slide-stock there' : 'slide-stock'}>
          {available ? words.available : words.unavailable}
        </p>
      </div>
    </div>
  );
}

/** A link, where the address is one of the web. */
function Leads({ to, look, words, children }: { to: string; look: string; words: Words; children: string }) {
  const href = target(to);
  if (!href)
    return (
      <span class={look} dir="auto">
        {children}
      </span>
    );
  return (
    <a class={look} href={href} target="_blank" rel="noopener noreferrer nofollow" dir="auto">
      {children}
      <span class="hidden">{words.newTab}</span>
    </a>
  );
}

/** The title beside it says what it shows; where the page is, is nobody's business. */
function Picture({ address }: { address: string | undefined }) {
  const [broken, setBroken] = useState(false);
  const src = broken ? undefined : target(address ?? '');
  if (!src) return null;
  return (
    <img
      class="slide-picture"
      src={src}
      alt=""
      width={240}
      height={120}
      referrerpolicy="no-referrer"
      loading="lazy"
      decoding="async"
      onError={() => setBroken(true)}
    />
  );
}
