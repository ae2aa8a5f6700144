import { languageName, moment, useLocale, within } from '@parley/ui';
import type { Found, Panel, ReadyMade } from '@parley/wire';
import { useEffect, useMemo, useState } from 'react';
import { writeWords } from '../compose/caret';
import { usePort } from '../desk';
import { ownTongueFirst } from '../library/find';
import { useReady } from '../library/useReady';
import { onScreen } from '../store/onScreen';
import { type Entry, labelled } from './entry';

export interface Finds {
  /** What stands beside the desk itself: answers to write where is worked, and what was talked to its end. */
  entries: Entry[];
  /** Of conversations on the desk in which something fits: what was said there, empty where the name and number do. */
  said: ReadonlyMap<string, string>;
}

/** What is found once something is typed. All of it is on this machine. */
export function useFinds(panel: Panel, typed: string, onRecall: (past: Found) => void): Finds {
  const locale = useLocale();
  const thread = onScreen(panel);
  const ready = useReady(thread?.stream ?? '', thread?.open ?? false);
  const found = useFound(typed.trim());
  return useMemo(() => {
    const past = found
      .filter((one) => one.over)
      .map((one) => recall(one, moment(one.openedAt, locale), onRecall));
    return {
      entries: typed.trim() ? [...answersOf(ready, locale), ...past] : [],
      said: new Map(found.filter((one) => !one.over).map((one) => [one.stream, one.text ?? ''])),
    };
  }, [ready, found, typed, locale, onRecall]);
}

const none: readonly Found[] = [];

/** The conversations found. While more is typed those found by less of it stay: they are most of them. */
function useFound(typed: string): readonly Found[] {
  const port = usePort();
  const [found, setFound] = useState({ by: '', list: none });
  useEffect(() => {
    if (!typed) return;
    let late = false;
    // Where they cannot be told, the rest is found all the same.
    port.find(typed).then(
      (list) => !late && setFound({ by: typed, list }),
      () => undefined,
    );
    return () => {
      late = true;
    };
  }, [port, typed]);
  return found.by && typed.startsWith(found.by) ? found.list : none;
}

function answersOf(ready: ReadyMade | undefined, locale: string): Entry[] {
  return ownTongueFirst(ready?.answers ?? []).map((answer) => ({
    id: `answer ${answer.key}`,
    part: 'answers',
    name: answer.title || answer.text,
    about: [
      ...(answer.foreign ? [languageName(answer.foreign, locale)] : []),
      answer.category,
      ...(answer.title ? [answer.text] : []),
    ].join(' · '),
    // A picture later the dialog has given the caret free.
    run: () => requestAnimationFrame(() => writeWords(answer.text)),
  }));
}

function recall(past: Found, when: string, onRecall: (past: Found) => void): Entry {
  const { stream, name, label, text } = past;
  return {
    id: `past ${stream}`,
    part: 'past',
    name: within(name),
    about: labelled(label, text || when),
    run: () => onRecall(past),
  };
}
