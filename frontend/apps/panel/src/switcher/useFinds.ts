import { moment, useLocale, within } from '@parley/ui';
import type { Panel, ReadyMade, Recalled } from '@parley/wire';
import { useEffect, useMemo, useState } from 'react';
import { writeWords } from '../compose/caret';
import { usePort } from '../desk';
import { useReady } from '../library/useReady';
import { onScreen } from '../store/onScreen';
import type { Entry } from './entry';

/**
 * What is found beside the desk itself, once something is typed: answers to write into the conversation that is worked
 * in, and what was talked to its end. All of it is on this machine.
 */
export function useFinds(panel: Panel, typed: boolean, onRecall: (past: Recalled) => void): Entry[] {
  const port = usePort();
  const locale = useLocale();
  const thread = onScreen(panel);
  const ready = useReady(thread?.stream ?? '', thread?.open ?? false);
  const [past, setPast] = useState<Recalled[]>();
  const wanted = typed && !past;
  useEffect(() => {
    if (!wanted) return;
    let late = false;
    // Where they cannot be told, the rest is found all the same.
    port.recalled().then(
      (told) => !late && setPast(told),
      () => undefined,
    );
    return () => {
      late = true;
    };
  }, [port, wanted]);
  return useMemo(
    () => [
      ...answersOf(ready),
      ...(past ?? []).map((one) => recall(one, moment(one.openedAt, locale), onRecall)),
    ],
    [ready, past, locale, onRecall],
  );
}

function answersOf(ready: ReadyMade | undefined): Entry[] {
  return (ready?.answers ?? []).map((answer) => ({
    id: `answer ${answer.key}`,
    part: 'answers',
    name: answer.title || answer.text,
    about: answer.title ? `${answer.category} · ${answer.text}` : answer.category,
    // A picture later the dialog has given the caret free.
    run: () => requestAnimationFrame(() => writeWords(answer.text)),
  }));
}

function recall(past: Recalled, when: string, onRecall: (past: Recalled) => void): Entry {
  const { stream, name } = past;
  return { id: `past ${stream}`, part: 'past', name: within(name), about: when, run: () => onRecall(past) };
}
