import type { Concern } from '@parley/wire';
import { type RefObject, useLayoutEffect, useRef, useState } from 'react';
import { toCompose } from './caret';

type Question = readonly Concern[];

/** For so long after a question is first on screen, in ms, nobody has read it: a press belongs to what came before. */
const unread = 500;

/** When each question was first on screen. Who comes back to one has read it. */
const shown = new WeakMap<Question, number>();

interface Asked {
  /** Whether an answer was given before the question can have been read, and is not taken for one. */
  early: boolean;
  /** Whether an answer is one; where it is not, that is told. */
  answers: () => boolean;
}

/** What is asked about a text is asked where one writes, with the caret where something is to be filled in. */
export function useAsked(
  concerns: Question,
  text: string,
  area: RefObject<HTMLTextAreaElement | null>,
): Asked {
  const [tooEarly, setTooEarly] = useState<Question>();
  const asking = useRef<Question>([]);
  useLayoutEffect(() => {
    const element = area.current;
    // The text is back a moment after the question is here.
    if (!element || text === '' || asking.current === concerns) return;
    asking.current = concerns;
    if (concerns.length === 0) return;
    if (!shown.has(concerns)) shown.set(concerns, performance.now());
    toCompose();
    const left = concerns.find((one) => one.reason === 'unfilled')?.found.split(', ')[0];
    const from = left ? element.value.indexOf(left) : -1;
    if (left && from >= 0) element.setSelectionRange(from, from + left.length);
  }, [concerns, text, area]);
  const answers = () => {
    if (performance.now() - (shown.get(concerns) ?? Number.POSITIVE_INFINITY) >= unread) return true;
    setTooEarly(concerns);
    return false;
  };
  return { early: tooEarly === concerns && concerns.length > 0, answers };
}
