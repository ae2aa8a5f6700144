import { Hidden, useSay } from '@parley/ui';
import type { Choice as ChoiceData, ThreadLine } from '@parley/wire';
import { Check } from 'lucide-react';
import { useId } from 'react';

interface Props {
  choice: ChoiceData;
  line: ThreadLine;
}

/** A question with its options, and which of them the visitor took. */
export function Choice({ choice, line: { taken, passed, outdone } }: Props) {
  const say = useSay();
  const id = useId();
  const state = outdone ? 'choice.outdone' : passed ? 'choice.passed' : 'choice.open';
  return (
    <div className="choice">
      <p id={id} className="slide-text" dir="auto">
        {choice.question}
      </p>
      <ul aria-labelledby={id}>
        {choice.options.map((option) => (
          <li key={option} data-taken={option === taken}>
            <span className="choice-sign">
              {option === taken && <Check size={13} strokeWidth={2.5} aria-hidden="true" />}
            </span>
            <bdi>{option}</bdi>
            {option === taken && <Hidden>, {say('choice.taken')}</Hidden>}
          </li>
        ))}
      </ul>
      {!taken && <p className="choice-state">{say(state)}</p>}
    </div>
  );
}
