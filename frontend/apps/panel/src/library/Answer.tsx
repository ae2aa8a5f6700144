import { languageName, useLocale, useSay } from '@parley/ui';
import type { ReadyAnswer, ReadyCard } from '@parley/wire';

/** An answer in a list: what it is called, and how it begins. */
export function Answer({ answer, category = false }: { answer: ReadyAnswer; category?: boolean }) {
  const say = useSay();
  const locale = useLocale();
  return (
    <>
      <span className="option-line">
        <bdi className={answer.title ? 'option-title' : 'option-text'}>{answer.title || answer.text}</bdi>
        {category && <bdi className="option-more">{answer.category}</bdi>}
        {answer.foreign && <span className="option-foreign">{languageName(answer.foreign, locale)}</span>}
        {answer.own && <span className="option-own">{say('tray.own')}</span>}
      </span>
      {answer.title && <bdi className="option-text">{answer.text}</bdi>}
    </>
  );
}

/** A link or an offer in a list. */
export function CardOption({ card }: { card: ReadyCard }) {
  return (
    <>
      <bdi className="option-title">{card.title}</bdi>
      {card.text && <bdi className="option-text">{card.text}</bdi>}
      <bdi className="option-address">{card.url}</bdi>
    </>
  );
}
