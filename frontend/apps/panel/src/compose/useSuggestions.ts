import type { ReadyAnswer } from '@parley/wire';
import { type KeyboardEvent, useMemo, useState } from 'react';
import { findAnswers } from '../library/find';
import { useActive } from '../library/useActive';
import { useReady } from '../library/useReady';
import { slashAt } from './slash';

/** More than these nobody reads while writing. */
const most = 30;

export interface Suggestions {
  found: ReadyAnswer[];
  /** What was typed where nothing fits it, and whether Enter was held back once for that. */
  missed: { word: string; held: boolean } | undefined;
  /** The place of the one that Enter takes, -1 for none. */
  active: number;
  pick: (answer: ReadyAnswer) => void;
  /** Follows the caret; undefined while it is not in the text. */
  follow: (caret: number | undefined) => void;
  /** Takes a key that is for the list; false for one that is not. */
  press: (event: KeyboardEvent) => boolean;
}

/** The answers that fit what was typed after a "/". Without one, and after Escape, the keys are the text's own. */
export function useSuggestions(
  stream: string,
  text: string,
  insert: (text: string, from: number, to: number) => void,
): Suggestions {
  const [caret, follow] = useState<number>();
  /** The search that Escape has closed. */
  const [left, leave] = useState<string>();
  const slash = caret === undefined ? undefined : slashAt(text, caret);
  const search = slash && `${stream} ${slash.from}`;
  const wanted = search !== undefined && search !== left;
  const ready = useReady(stream, wanted);
  const word = slash?.word ?? '';
  const found = useMemo(
    () => (ready && wanted ? findAnswers(ready.answers, word).slice(0, most) : []),
    [ready, wanted, word],
  );
  // A "/" alone may be meant as one: until a letter follows, Enter sends.
  const [active, move] = useActive(found.length, word ? 0 : -1, `${search} ${word}`);

  const [held, hold] = useState('');
  const missed =
    ready && wanted && word && found.length === 0 ? { word, held: held === `${search} ${word}` } : undefined;

  if (left !== undefined && search === undefined) leave(undefined);
  if (held && search === undefined) hold('');

  const pick = (answer: ReadyAnswer) => {
    if (slash && caret !== undefined) insert(answer.text, slash.from, caret);
  };
  const press = (event: KeyboardEvent): boolean => {
    if ((found.length === 0 && !missed) || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey)
      return false;
    const chosen = found[active];
    if (event.key === 'ArrowDown' && chosen) move(1);
    else if (event.key === 'ArrowUp' && chosen) move(-1);
    else if (event.key === 'Escape') leave(search);
    else if (event.key === 'Enter' && chosen) pick(chosen);
    // A slip in what is searched for is no message to anybody.
    else if (event.key === 'Enter' && missed && !(missed.held && !event.repeat)) hold(`${search} ${word}`);
    else return false;
    event.preventDefault();
    return true;
  };
  return { found, missed, active, pick, follow, press };
}
