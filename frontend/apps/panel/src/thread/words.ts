import { type Say, timeOfDay, unturned } from '@parley/ui';
import { authorOf } from './author';
import type { Row } from './rows';
import { told } from './told';

/**
 * A thread as it is copied whole: who said it and when, before what they said. Only what is in sight is drawn, so what is
 * drawn would be a part of it.
 */
export function wordsOf(rows: readonly Row[], me: string, visitor: string, say: Say, locale: string): string {
  return rows
    .flatMap((row) => {
      if (!('line' in row)) return [];
      const { line } = row;
      const at = timeOfDay(line.at, locale);
      if (row.kind === 'system') {
        const place = line.system === 'viewed' ? ` ${unturned(line.text || (line.url ?? ''))}` : '';
        return [`${told(line, say, locale)}${place} ${at}`];
      }
      return [
        `${authorOf(line, me, visitor, say)} ${at}\n${line.erased ? say('thread.erased') : unturned(line.text ?? '')}`,
      ];
    })
    .join('\n\n');
}

/** Whether all of it is chosen, and not some lines of it. */
export function isWhole(chosen: Selection | null, thread: Node): boolean {
  return (
    chosen?.anchorNode === thread &&
    chosen.focusNode === thread &&
    chosen.focusOffset === thread.childNodes.length
  );
}
