import type { Panel } from '@parley/wire';
import { useEffect } from 'react';

/** What is typed into one kind of dialog, by conversation: whoever cancels finds it again. */
export interface Kept<T> {
  of: (stream: string) => T;
  keep: (stream: string, typed: T) => void;
  forget: (stream: string) => void;
}

/** Has a text that is found again go on where it ends: the window's engine would begin before it. */
export function goesOn(area: HTMLTextAreaElement | null): void {
  area?.setSelectionRange(area.value.length, area.value.length);
}

const all: Map<string, unknown>[] = [];

/** Begins to keep what is typed into a kind of dialog, until its conversation has left. */
export function keeping<T>(nothing: T): Kept<T> {
  const kept = new Map<string, T>();
  all.push(kept);
  return {
    of: (stream) => kept.get(stream) ?? nothing,
    keep: (stream, typed) => {
      kept.set(stream, typed);
    },
    forget: (stream) => {
      kept.delete(stream);
    },
  };
}

/**
 * Forgets what was typed about conversations that are no longer here, and all of it with the desk. Before the line is there
 * again what is missing has not left: it may not have been told of yet.
 */
export function useForgetting({ boxes, line }: Pick<Panel, 'boxes' | 'line'>): void {
  const known = line.state === 'online';
  useEffect(() => {
    if (!known) return;
    for (const kept of all)
      for (const stream of kept.keys()) if (!boxes.some((box) => box.stream === stream)) kept.delete(stream);
  }, [boxes, known]);
  useEffect(
    () => () => {
      for (const kept of all) kept.clear();
    },
    [],
  );
}
