import { Button, useSay } from '@parley/ui';
import type { Suggestion } from '@parley/wire';
import { Lightbulb, X } from 'lucide-react';
import type { KeyboardEvent } from 'react';

interface Props {
  proposed: readonly Suggestion[];
  onTake: (one: Suggestion) => void;
  onDismiss: () => void;
}

/** What a key pressed while writing takes of what is proposed: the place of an answer, 0 for none of them. */
export function placeOf(event: KeyboardEvent): number | undefined {
  const { altKey, ctrlKey, metaKey, shiftKey, code } = event;
  // On some keyboards the second Alt key types other letters with the digits.
  if (!altKey || ctrlKey || metaKey || shiftKey || event.getModifierState('AltGraph')) return undefined;
  const digit = /^(?:Digit|Numpad)([0-3])$/.exec(code)?.[1];
  return digit === undefined ? undefined : Number(digit);
}

/** Answers to what the visitor wrote, to be taken into the text. Nothing is sent by them. */
export function Proposals({ proposed, onTake, onDismiss }: Props) {
  const say = useSay();
  return (
    <section className="proposals" data-testid="proposals" aria-label={say('suggest.title')}>
      <Lightbulb size={15} aria-hidden="true" />
      <ol>
        {proposed.map((one, place) => (
          <li key={one.key}>
            <button
              type="button"
              className="proposal"
              data-testid={`proposal-${place + 1}`}
              aria-keyshortcuts={`Alt+${place + 1}`}
              title={one.text}
              onMouseDown={(press) => press.preventDefault()}
              onClick={() => onTake(one)}
            >
              <kbd>Alt {place + 1}</kbd>
              {one.title && <bdi className="proposal-title">{one.title}</bdi>}
              <bdi className="proposal-text">{one.text}</bdi>
              {one.past && <span className="proposal-past">{say('suggest.past')}</span>}
            </button>
          </li>
        ))}
      </ol>
      <Button
        look="icon"
        className="small"
        data-testid="proposals-dismiss"
        aria-label={say('suggest.dismiss')}
        aria-keyshortcuts="Alt+0"
        title={say('suggest.dismiss.key')}
        keepsCaret
        onClick={onDismiss}
      >
        <X size={14} aria-hidden="true" />
      </Button>
    </section>
  );
}
