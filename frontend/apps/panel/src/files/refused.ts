import { explain, type Language, speaker } from '@parley/ui';
import { type FileLimits, listed, megabyte, type PastedFile } from '@parley/wire';
import { inBoth, refusedOf } from '../inBoth';
import type { Refusal } from '../port/refusal';

/** A file that was not sent, and why. */
export interface NotSent {
  name: string;
  why: Refusal;
}

/** How many are named of those that have one reason in common. */
const named = 10;

/** Why the program could not read a file that was pasted or let go here. */
export function unread(why: NonNullable<PastedFile['unread']>): Refusal {
  return inBoth(`file_${why}`, 'file', (language) => speaker(language)(`file.unread.${why}`));
}

/** Of a kind of file that cannot be sent is said which can, and of a size how large it may be. */
export function told(why: Refusal, limits: FileLimits | undefined): Refusal {
  if (why.code === 'file_too_large' && limits)
    return inBoth(why.code, why.field, (language) =>
      speaker(language)('file.larger', { n: Math.floor(limits.maxBytes / megabyte) }),
    );
  if (why.code !== 'file_type_not_allowed' || !limits?.endings.length) return why;
  return inBoth(why.code, why.field, (language) =>
    speaker(language)('file.only', { list: listed(limits, language) }),
  );
}

/**
 * One refusal of several files: a line for each reason, with the names of those it is about. What failed for want of a line
 * is said no longer once there is one, if the files are kept to be sent then.
 */
export function together(all: readonly NotSent[], kept: boolean): Refusal {
  const offline = kept && all.every(({ why }) => why.code === 'unavailable');
  return inBoth(offline ? 'unavailable' : 'files_refused', all[0]?.why.field, (language) => {
    const said = (one: NotSent) => explain(language, one.why);
    return [...new Set(all.map(said))]
      .map((why) => ({ why, files: all.filter((one) => said(one) === why) }))
      .map(({ why, files }) => refusedOf(language, names(files, language), why))
      .join('\n');
  });
}

function names(files: readonly NotSent[], language: Language): string {
  // Isolated: a name that is written from the right turns nothing else around.
  const shown = files.slice(0, named).map(({ name }) => `\u2068${name}\u2069`);
  const more = files.length - shown.length;
  if (more > 0) shown.push(speaker(language)('file.refused.more', { n: more }));
  return new Intl.ListFormat(language).format(shown);
}
