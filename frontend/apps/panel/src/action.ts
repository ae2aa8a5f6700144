import { explain, type Language, useLanguage } from '@parley/ui';
import type { Concern } from '@parley/wire';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { useOnline } from './desk';
import { refusal } from './port/refusal';

export interface Said {
  code: string;
  text: string;
  field: string | undefined;
  concerns: readonly Concern[];
}

/** Why an order was refused, in the agent's language. */
export function saidOf(language: Language, thrown: unknown): Said {
  const why = refusal(thrown);
  return { code: why.code, text: explain(language, why), field: why.field, concerns: why.concerns };
}

/** Runs an order and keeps why it was refused, for the place that gave it. Answers whether it was obeyed. */
export function useAction(): [
  (order: () => Promise<void>) => Promise<boolean>,
  Said | undefined,
  () => void,
] {
  const language = useLanguage();
  const [why, setWhy] = useState<unknown>();
  // Said when it is read: the language may have changed since.
  const said = useMemo(() => (why === undefined ? undefined : saidOf(language, why)), [language, why]);
  const online = useOnline();
  useEffect(() => {
    // What failed for want of a line may do now; whoever asks again hears whether it does.
    if (online)
      setWhy((was: unknown) => (was !== undefined && refusal(was).code === 'unavailable' ? undefined : was));
  }, [online]);
  const run = useCallback(async (order: () => Promise<void>) => {
    setWhy(undefined);
    try {
      await order();
      return true;
    } catch (thrown) {
      // However late: what was asked since is another matter, and nothing else says so.
      setWhy(thrown ?? null);
      return false;
    }
  }, []);
  const clear = useCallback(() => setWhy(undefined), []);
  return [run, said, clear];
}

/** For orders whose refusal nobody can act on: a typing signal, a draft, the window's focus. */
export function quietly(order: Promise<void>): void {
  order.catch(() => undefined);
}
