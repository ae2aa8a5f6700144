import { pieces } from './given';

/** What says that a time is meant to go by, and not one on the clock: "dans 2h" is not "2h". */
const leads = new Set(['in', 'for', 'dans', 'pendant']);
/** How much a word counts for. */
const counts: Readonly<Record<string, number>> = { a: 1, an: 1, un: 1, une: 1 };
const halves = new Set(['half', 'demi', 'demie']);
const joins = new Set(['and', 'et']);
/** Names of what is counted, each with its minutes. Whole days are days, not times: see dayOf. */
const units: readonly (readonly [RegExp, number])[] = [
  [/^(?:m|min|mins|minutes?)$/, 1],
  [/^(?:h|hrs?|hours?|heures?)$/, 60],
];
/** These are also what the clock says: 9h, 9 heures. */
const onClock = /^(?:h|heures?)$/;
/** Outside French so few hours by themselves go by all the same; "16h" and "9h30" are the clock's there, too. */
const fewHours = /^(?:[1-9]|1[0-2])\s?h$/iu;
/** What is on the clock beside a date, as somebody is at a desk then: "9h" and "6h30". */
export const besideDate = /^(?:(?:[7-9]|1[0-2])\s?h|(?:[6-9]|1\d|2[0-3])\s?h\s?[0-5]\d)$/iu;
/** Before this, in minutes, "1h30" by itself is no time at which anybody is. */
const day = 6 * 60;
/** From so many hours on nobody means the clock. */
const aDay = 24;

/** How many minutes are to go by: "in 2 hours", "dans 1h30", "+45 min", "48h", "half an hour", "une heure et demie". */
export function lasting(typed: string, locale: string): number | undefined {
  const words = pieces(typed);
  const french = locale.startsWith('fr');
  const led =
    (!french && fewHours.test(typed.trim())) || typed.trim().startsWith('+') || leads.has(words[0] ?? '');
  if (leads.has(words[0] ?? '')) words.shift();
  let [total, unit, sure] = [0, 0, led];
  while (words.length > 0) {
    if (unit > 0 && joins.has(words[0] ?? '')) words.shift();
    const counted = count(words);
    if (!counted) return undefined;
    const name = words.shift() ?? '';
    const found = units.find(([names]) => names.test(name))?.[1];
    // Behind hours stand minutes, or the half of one.
    const by = found ?? (name === '' && (unit === 60 && counted.figures ? 1 : counted.half ? unit : 0));
    if (!by || (found === undefined && words.length > 0)) return undefined;
    // What comes first says what it is: in French 9h30min is on the clock.
    if (unit === 0) sure ||= !onClock.test(name) || !counted.figures || counted.n >= aDay;
    else if (!french) sure ||= found === 1 || total < day;
    total += counted.n * by;
    unit = by;
  }
  return unit > 0 && sure ? Math.round(total) : undefined;
}

/** Takes the number that stands first: in figures, as a word, or a half of it. */
function count(words: string[]): { n: number; figures: boolean; half: boolean } | undefined {
  const figures = /^\d{1,4}$/.test(words[0] ?? '');
  let n = figures ? Number(words.shift()) : undefined;
  const take = () => {
    if (n !== undefined || counts[words[0] ?? ''] === undefined) return;
    n = counts[words.shift() ?? ''];
  };
  take();
  const half = !figures && halves.has(words[0] ?? '');
  if (half) {
    words.shift();
    n = undefined;
    take();
    n = (n ?? 1) / 2;
  }
  return n === undefined ? undefined : { n, figures, half };
}
