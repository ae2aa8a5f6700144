import { Button, useSay, writesLetter } from '@parley/ui';
import { useRef } from 'react';

interface Props {
  rating: number | undefined;
  onChange: (rating: number | undefined) => void;
}

const ratings = [1, 2, 3, 4, 5] as const;

/** What the agent says of the desk itself: a number from bad to good, or nothing. */
export function RatingField({ rating, onChange }: Props) {
  const say = useSay();
  const first = useRef<HTMLInputElement>(null);
  return (
    <fieldset className="rating">
      <legend className="find-label">{say('close.rating')}</legend>
      {/* Before the numbers in the order of the keys: who goes on from them by Tab is not led to what takes them back. */}
      {rating !== undefined && (
        <Button
          look="link"
          className="rating-clear"
          data-testid="rating-clear"
          onClick={() => {
            onChange(undefined);
            first.current?.focus();
          }}
        >
          {say('close.rating.clear')}
        </Button>
      )}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys of the choices in it */}
      <div
        className="rating-row"
        onKeyDown={({ key, nativeEvent, currentTarget }) => {
          const typed = ratings.find((one) => String(one) === key);
          if (!typed || !writesLetter(nativeEvent)) return;
          onChange(typed);
          currentTarget.querySelectorAll('input')[typed - 1]?.focus();
        }}
      >
        <span className="rating-end" aria-hidden="true">
          {say('close.rating.worst')}
        </span>
        {ratings.map((one) => (
          <label key={one} className="rating-one">
            <input
              ref={one === 1 ? first : undefined}
              type="radio"
              name="rating"
              data-testid={`rating-${one}`}
              checked={rating === one}
              aria-label={say('close.rating.of', { n: one })}
              onChange={() => onChange(one)}
            />
            <span className="figures" aria-hidden="true">
              {one}
            </span>
          </label>
        ))}
        <span className="rating-end" aria-hidden="true">
          {say('close.rating.best')}
        </span>
      </div>
    </fieldset>
  );
}
