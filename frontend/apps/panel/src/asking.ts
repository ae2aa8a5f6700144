import { explain, useLanguage } from '@parley/ui';
import { useCallback, useEffect, useState } from 'react';
import { useOnline } from './desk';
import { refusal } from './port/refusal';

interface Asked<T> {
  /** Absent until the server has answered once. */
  answer?: T;
  /** Why it has not. */
  error?: string;
}

/**
 * What the server says now: asked at once, and again when the line comes or goes. The second of what it returns asks once
 * more. What was told before still serves where that fails, and nobody who chooses in it loses their place.
 */
export function useAnswer<T>(question: () => Promise<T>): [Asked<T>, () => Promise<void>] {
  const language = useLanguage();
  const online = useOnline();
  const [asked, setAsked] = useState<Asked<T>>({});
  const ask = useCallback(async () => {
    try {
      setAsked({ answer: await question() });
    } catch (thrown) {
      const error = explain(language, refusal(thrown));
      setAsked((was) => (was.answer === undefined ? { error } : was));
    }
  }, [question, language]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was asked without a line is asked again with it
  useEffect(() => {
    ask();
  }, [ask, online]);
  return [asked, ask];
}
