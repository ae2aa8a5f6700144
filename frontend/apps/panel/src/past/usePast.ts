import { explain, useLanguage } from '@parley/ui';
import type { PastConversation, PastThread } from '@parley/wire';
import { useEffect, useState } from 'react';
import { usePort } from '../desk';
import { refusal } from '../port/refusal';

/** What is known of what the visitor of a conversation said before. */
export interface Past {
  /** Absent while the server has not said. */
  count?: number;
  /** The newest first. */
  list: PastConversation[];
  more: boolean;
  /** The newest of them, as it was read. */
  latest?: PastThread | undefined;
  error?: string | undefined;
}

const nothing: Past = { list: [], more: false };

/** Whoever steps through the conversations asks for none of those passed by. */
const pause = 200;

/**
 * Asks once for each conversation shown, and again when there is a line after there was none. The second asks for
 * the next part, or once more for what could not be told.
 */
export function usePast(stream: string, held: boolean, online: boolean): [Past, () => Promise<void>] {
  const port = usePort();
  const language = useLanguage();
  const [known, setKnown] = useState({ of: stream, past: nothing });
  const past = known.of === stream ? known.past : nothing;
  const { list, error } = past;
  const asked = past.count !== undefined || error !== undefined;
  const newest = list[0]?.stream;

  // What arrives late is of the conversation it was asked for, and leaves alone what came meanwhile.
  const learn = (told: Partial<Past>) =>
    setKnown((was) => (was.of === stream ? { of: stream, past: { ...was.past, ...told } } : was));

  const next = async (): Promise<Partial<Past>> => {
    try {
      const page = await port.past(stream, list.at(-1)?.stream ?? '');
      return { count: page.count, list: [...list, ...page.past], more: page.more, error: undefined };
    } catch (thrown) {
      return { error: explain(language, refusal(thrown)) };
    }
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: it is asked when one of these changes, and not else
  useEffect(() => {
    if (!stream || !held || !online || asked) return undefined;
    setKnown((was) => (was.of === stream ? was : { of: stream, past: nothing }));
    let here = true;
    const soon = setTimeout(async () => {
      const told = await next();
      if (here) learn(told);
    }, pause);
    return () => {
      here = false;
      clearTimeout(soon);
    };
  }, [stream, held, online, asked]);

  // What could not be told for want of a line is asked again with the next one.
  // biome-ignore lint/correctness/useExhaustiveDependencies: at the end of a line, and not else
  useEffect(() => {
    if (!online && error !== undefined) learn({ error: undefined });
  }, [online, error]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: it is read once for each
  useEffect(() => {
    if (!newest) return undefined;
    let here = true;
    port
      .pastThread(stream, newest)
      .then((latest) => {
        if (here) learn({ latest });
      })
      .catch(() => undefined); // it can still be opened from the list, where it says why not
    return () => {
      here = false;
    };
  }, [port, stream, newest]);

  return [past, async () => learn(await next())];
}
