import { explain, useLanguage } from '@parley/ui';
import type { ClosingForm } from '@parley/wire';
import { useCallback, useEffect, useState } from 'react';
import { usePort } from '../desk';
import { refusal } from '../port/refusal';

interface Asked {
  /** Absent while the server is asked. */
  form?: ClosingForm;
  error?: string;
}

/** What can be said of a conversation at closing, as the server says now; the second asks once more. */
export function useForm(stream: string): [Asked, () => Promise<void>] {
  const port = usePort();
  const language = useLanguage();
  const [asked, setAsked] = useState<Asked>({});
  const ask = useCallback(async () => {
    try {
      setAsked({ form: await port.closing(stream) });
    } catch (thrown) {
      // What was told before still serves, and nobody who chooses in it loses their place.
      const error = explain(language, refusal(thrown));
      setAsked((was) => (was.form ? was : { error }));
    }
  }, [port, stream, language]);
  useEffect(() => {
    ask();
  }, [ask]);
  return [asked, ask];
}
