import type { ReadyAnswer } from '@parley/wire';
import { type KeyboardEvent, useMemo, useState } from 'react';
import { findAnswers } from '../library/find';
import { useActive } from '../library/useActive';
import { useReady } from '../library/useReady';
import { slashAt } from './slash';

/** More than these nobody reads while writing. */
const most = 30;

const none: ReadyAnswer[] = [];

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
  /** Holds a text back whose search fits nothing; false where there is none, or it was held before. */
  keep: () => boolean;
}

/**
 * The answers that fit what was typed after a "/". Without one, and after Escape, the keys are the text's own; but who
 * closes a search that fits nothing has not said that it is meant.
 */
export function useSuggestions(
  stream: string,
  text: string,
  insert: (text: string, from: number, to: number) => void,
): Suggestions {
  const [caret, follow] = useState<number>();
  /** The search that Escape has closed. */
  const [left, leave] = useState<{ search: string; fitted: boolean }>();
  const slash = caret === undefined ? undefined : slashAt(text, caret);
  const search = slash && `${stream} ${slash.from}`;
  const open = search !== undefined && search !== left?.search;
  const wanted = open || (search !== undefined && !left?.fitted);
  const ready = useReady(stream, wanted);
  const word = slash?.word ?? '';
  const fit = useMemo(
    () => (ready && wanted ? findAnswers(ready.answers, word).slice(0, most) : []),
    [ready, wanted, word],
  );
  const found = open ? fit : none;
  // A "/" alone may be meant as one: until a letter follows, Enter sends.
  const [active, move] = useActive(found.length, word ? 0 : -1, `${search} ${word}`);

  const [held, hold] = useState('');
  const slip = ready && wanted && word && fit.length === 0 ? `${search} ${word}` : undefined;
  const missed = slip && (open || held === slip) ? { word, held: held === slip } : undefined;

  if (left !== undefined && search === undefined) leave(undefined);
  if (held && search === undefined) hold('');

  const pick = (answer: ReadyAnswer) => {
    if (slash && caret !== undefined) insert(answer.text, slash.from, caret);
  };
  const keep = (): boolean => {
    if (slip === undefined || held === slip) return false;
    // A slip in what is searched for is no message to anybody.
    hold(slip);
    return true;
  };
  const press = (event: KeyboardEvent): boolean => {
    if (
      (found.length === 0 && slip === undefined) ||
      event.ctrlKey ||
      event.metaKey ||
      event.altKey ||
      event.shiftKey
    )
      return false;
    const chosen = found[active];
    if (event.key === 'ArrowDown' && chosen) move(1);
    else if (event.key === 'ArrowUp' && chosen) move(-1);
    else if (event.key === 'Escape' && open) leave({ search, fitted: found.length > 0 });
    else if (event.key === 'Enter' && chosen) pick(chosen);
    else if (event.key !== 'Enter' || !(keep() || (slip && event.repeat))) return false;
    event.preventDefault();
    return true;
  };
  return { found, missed, active, pick, follow, press, keep };
}
