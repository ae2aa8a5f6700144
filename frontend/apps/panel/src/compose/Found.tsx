import { useSay, within } from '@parley/ui';
import { useLayoutEffect, useRef } from 'react';
import { Answer } from '../library/Answer';
import { Options } from '../library/Options';
import type { Suggestions } from './useSuggestions';
import './found.css';

interface Props {
  answers: Suggestions;
  /** The id of the list, by which the text names it. */
  listId: string;
}

/**
 * What a "/" in the text finds, between the thread and the text: it covers nothing, so that what the visitor asked is read
 * while the answer is chosen. While it is open it only grows: the thread does not move with each letter.
 */
export function Found({ answers, listId }: Props) {
  const say = useSay();
  const place = useRef<HTMLDivElement>(null);
  const tallest = useRef(0);
  const { found, missed } = answers;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is found makes its height
  useLayoutEffect(() => {
    const { current: element } = place;
    if (!element) return;
    element.style.height = '';
    tallest.current = Math.max(tallest.current, element.offsetHeight);
    element.style.height = `${tallest.current}px`;
  }, [found]);
  return (
    <div className="found" ref={place}>
      {found.length > 0 ? (
        <div className="found-list" data-testid="suggestions">
          <Options
            id={listId}
            label={say('tool.answers')}
            parts={[{ key: 'found', heading: '', things: found }]}
            active={answers.active}
            keyOf={(answer) => answer.key}
            draw={(answer) => <Answer answer={answer} category />}
            onPick={answers.pick}
          />
        </div>
      ) : (
        missed && (
          <p className="found-list missed" role="status" data-testid="missed">
            {say('tray.nothing', { text: within(missed.word) })} {missed.held && say('slash.again')}
          </p>
        )
      )}
    </div>
  );
}
