import { explain, useLanguage } from '@parley/ui';
import type { PastConversation, PastPage, PastThread } from '@parley/wire';
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
  /** Those that are read in the thread, the newest first and without a gap. */
  above: readonly PastThread[];
  error?: string | undefined;
}

const nothing: Past = { list: [], more: false, above: [] };

/** Whoever steps through the conversations asks for none of those passed by. */
const pause = 200;

/** Whether there are more of them than are read in the thread. */
export const reachesOn = ({ above, list, more }: Past) =>
  above.length > 0 && (more || above.length < list.length);

interface Asked {
  past: Past;
  /** Asks for the next part of the list, or once more for what could not be told. */
  onMore: () => Promise<void>;
  /** Reads the one before those that are read in the thread. Throws what the server refused. */
  onReach: () => Promise<void>;
}

/** Asks once for each conversation shown, and again when there is a line after there was none. */
export function usePast(stream: string, held: boolean, online: boolean): Asked {
  const port = usePort();
  const language = useLanguage();
  const [known, setKnown] = useState({ of: stream, past: nothing });
  const past = known.of === stream ? known.past : nothing;
  const { list, above, error } = past;
  const asked = past.count !== undefined || error !== undefined;
  const newest = list[0]?.stream;

  // What arrives late is of the conversation it was asked for, and leaves alone what came meanwhile.
  const learn = (told: Partial<Past>) =>
    setKnown((was) => (was.of === stream ? { of: stream, past: { ...was.past, ...told } } : was));

  const reached = (read: PastThread) =>
    setKnown((was) => {
      const there = was.past.above.some((one) => one.stream === read.stream);
      if (was.of !== stream || there) return was;
      return { of: stream, past: { ...was.past, above: [...was.past.above, read] } };
    });

  const page = () => port.past(stream, list.at(-1)?.stream ?? '');
  const and = ({ count, past: part, more }: PastPage) => ({ count, list: [...list, ...part], more });

  const next = async (): Promise<Partial<Past>> => {
    try {
      return { ...and(await page()), error: undefined };
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
      .then((read) => {
        if (here) reached(read);
      })
      .catch(() => undefined); // it can still be opened from the list, where it says why not
    return () => {
      here = false;
    };
  }, [port, stream, newest]);

  const onReach = async () => {
    let known = list;
    if (above.length === list.length) {
      const told = and(await page());
      learn(told);
      known = told.list;
    }
    const one = known[above.length];
    if (one) reached(await port.pastThread(stream, one.stream));
  };
  return { past, onMore: async () => learn(await next()), onReach };
}
