import { dayAndTime, daysBetween, fromNow, useLocale, useSay } from '@parley/ui';
import { type KeyboardEvent, type RefObject, useId } from 'react';
import { ahead, type Given, timeOf, written } from './given';
import { reading } from './reading';
import { nextMorning, parted, shown, until, wrote } from './until';

interface Props {
  given: Given;
  now: number;
  /** The field at fault once it was asked for, and what is wrong with it in words. */
  fault: keyof Given | undefined;
  error: string | undefined;
  date: RefObject<HTMLInputElement | null>;
  time: RefObject<HTMLInputElement | null>;
  onChange: (given: Given) => void;
}

/** By how many minutes an arrow moves the time. */
const step = 15;
const day = 24 * 60;

/**
 * A date and a time, written as one writes them, and said in words as they are understood. The fields of the window's
 * engine write in another way than the language does, and take other figures than were typed; those of the parts library
 * announce by writing HTML, which the window's policy forbids.
 */
export function Moment({ given, now, fault, error, date, time, onChange }: Props) {
  const say = useSay();
  const locale = useLocale();
  const id = useId();
  // A day that is no month, and is to come.
  const today = new Date(now);
  const next = today.getMonth() + Number(today.getDate() >= 26);
  const example = written(new Date(today.getFullYear(), next, 26, 9).getTime(), locale);
  const end = until('custom', now, given, locale);
  const fields = shown(now, given, locale);
  /** What the arrows move. */
  const apart = parted(now, given, locale);
  const field = (which: 'date' | 'time') => ({
    id: `${id}${which}`,
    type: 'text',
    autoComplete: 'off',
    spellCheck: false,
    'data-testid': `snooze-${which}`,
    value: fields[which],
    'aria-invalid': fault === which,
    'aria-describedby': fault === which ? `${id}wrong` : `${id}said`,
  });
  /** Up is later and down is earlier, by a day or a part of an hour. */
  const move = (event: KeyboardEvent, later: (by: number) => Given | undefined) => {
    const by = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    const next = by && later(by);
    if (!next) return;
    event.preventDefault();
    onChange(next);
  };
  return (
    <div className="moment">
      <div className="moment-fields">
        <label htmlFor={`${id}date`}>
          <span>{say('snooze.date')}</span>
          <input
            {...field('date')}
            ref={date}
            placeholder={example.date}
            onChange={(event) => onChange(wrote(now, given, locale, 'date', event.target.value))}
            onKeyDown={(event) =>
              move(event, (by) => {
                const { year, month, day } = reading(apart.date, now, locale)?.day ?? ahead(now, 0);
                const to = new Date(year, month, day + by, 12).getTime();
                return daysBetween(now, to) < 0 ? undefined : { ...apart, date: written(to, locale).date };
              })
            }
          />
        </label>
        <label htmlFor={`${id}time`}>
          <span>{say('snooze.time')}</span>
          <input
            {...field('time')}
            ref={time}
            placeholder={example.time}
            onChange={(event) => onChange(wrote(now, given, locale, 'time', event.target.value))}
            onKeyDown={(event) =>
              move(event, (by) => {
                const to = ((timeOf(apart.time) ?? 9 * 60) + by * step + day) % day;
                return { ...apart, time: written(new Date(2026, 0, 1, 0, to).getTime(), locale).time };
              })
            }
          />
        </label>
      </div>
      <p id={`${id}said`} className="moment-said" role="status" data-testid="snooze-said">
        {!error &&
          ('at' in end
            ? `${inWords(end.at, now, locale)}, ${fromNow(end.at, now, locale)}`
            : say(`snooze.wrong.${end.wrong}`, { ...written(nextMorning(now), locale) }))}
      </p>
      {error && (
        <p id={`${id}wrong`} className="moment-wrong" role="alert">
          {error}
        </p>
      )}
    </div>
  );
}

/** The day, the time and its zone in words; first how near the day is, where there is a word for that. */
function inWords(at: number, now: number, locale: string): string {
  const days = daysBetween(now, at);
  const near = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(days, 'day');
  const moment = dayAndTime(at, now, locale, true);
  const words = /\d/.test(near) ? moment : `${near}, ${moment}`;
  return words.charAt(0).toLocaleUpperCase(locale) + words.slice(1);
}
