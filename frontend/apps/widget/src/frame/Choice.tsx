/** @jsxImportSource preact */
// A question with options: the one that is pressed is sent as the visitor's words.
import { useId } from 'preact/hooks';
import { Icon } from './Icon';
import type { Pushed } from './Rich';
import type { Words } from './words';

interface Props {
  choice: NonNullable<Pushed['choice']>;
  taken: string | undefined;
  /** Absent where it is too late to choose. */
  onTake: ((option: string) => void) | undefined;
  words: Words;
}

export function Choice({ choice, taken, onTake, words }: Props) {
  const id = useId();
  return (
    <div class="choice">
      <p id={id} class="choice-question" dir="auto">
        {choice.question}
      </p>
      <ul class="slide-ways" aria-labelledby={id}>
        {choice.options.map((option) => (
          <li key={option}>
            {onTake ? (
              <button type="button" class="choice-way" dir="auto" onClick={() => onTake(option)}>
                {option}
              </button>
            ) : (
              <span class={option === taken ? 'choice-way taken' : 'choice-way'} dir="auto">
                {option === taken ? <Icon name="tick" /> : null}
                {option}
                {option === taken ? <span class="hidden">, {words.taken}</span> : null}
              </span>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
