import { explain, useLanguage } from '@parley/ui';
import type { TransferTarget } from '@parley/wire';
import { useCallback, useEffect, useState } from 'react';
import { usePort } from '../desk';
import { refusal } from '../port/refusal';

interface Asked {
  /** Absent while the server is asked for the first time. */
  targets?: TransferTarget[];
  error?: string;
}

/** Whom a conversation can be transferred to, as the server says now; the second asks once more. */
export function useTargets(stream: string): [Asked, () => Promise<void>] {
  const port = usePort();
  const language = useLanguage();
  const [asked, setAsked] = useState<Asked>({});
  const ask = useCallback(async () => {
    try {
      setAsked({ targets: await port.targets(stream) });
    } catch (thrown) {
      setAsked({ error: explain(language, refusal(thrown)) });
    }
  }, [port, stream, language]);
  useEffect(() => {
    ask();
  }, [ask]);
  return [asked, ask];
}
