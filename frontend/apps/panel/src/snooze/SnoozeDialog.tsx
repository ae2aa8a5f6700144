import { Button, dayAndTime, type Key, shortMoment, useLocale, useNow, useSay } from '@parley/ui';
import { Dialog } from '@parley/ui/overlays';
import { type SubmitEvent, useEffect, useRef, useState } from 'react';
import { usePort } from '../desk';
import { useOrder } from '../overlays/useOrder';
import { written } from './given';
import { Moment } from './Moment';
import { type Fault, nextMorning, type Span, until } from './until';
import './snooze.css';

interface Props {
  stream: string;
  name: string;
  /** Its number: another visitor may have the same name. */
  label: string;
  clock: number;
  unsent: boolean;
  /** Leads to what is not sent. */
  onBack: () => void;
  /** Says what was done. */
  onTell: (text: string) => void;
  onDone: () => void;
}

const spans: readonly (readonly [Span, Key])[] = [
  ['3h', 'snooze.3h'],
  ['24h', 'snooze.24h'],
  ['custom', 'snooze.custom'],
];

/** Sets a conversation aside: until when, and whether it is to come back to this agent. */
export function SnoozeDialog({ stream, name, label, clock, unsent, onBack, onTell, onDone }: Props) {
  const say = useSay();
  const port = usePort();
  const locale = useLocale();
  // What is shown is told by the minute, which may have begun long before.
  const [opened] = useState(Date.now);
  const now = Math.max(useNow(), opened) + clock;
  const { run, said, changed } = useOrder(stream);
  const [span, setSpan] = useState<Span>('3h');
  const [given, setGiven] = useState(() => written(nextMorning(now), locale));
  const [keep, setKeep] = useState(false);
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<Fault>();
  const [date, time] = [useRef<HTMLInputElement>(null), useRef<HTMLInputElement>(null)];

  const ends = (one: Span, at: number) => until(one, at, given, locale);
  const confirm = async (event: SubmitEvent) => {
    event.preventDefault();
    if (busy) return;
    const end = ends(span, Date.now() + clock);
    if ('wrong' in end) {
      setWrong(end);
      (end.field === 'date' ? date : time).current?.focus();
      return;
    }
    setBusy(true);
    if (await run(() => port.snooze(stream, end.at, keep))) {
      onTell(say('snooze.told', { name, label, until: dayAndTime(end.at, now, locale) }));
      onDone();
    } else setBusy(false);
  };
  const error = wrong
    ? say(`snooze.wrong.${wrong.wrong}`, { ...written(nextMorning(now), locale) })
    : said?.text;
  const field = wrong?.field ?? (said?.field === 'until' ? 'date' : undefined);
  const atFault = span === 'custom' ? field : undefined;
  useEffect(() => {
    if (said?.field === 'until') date.current?.focus();
  }, [said, date]);

  return (
    <Dialog title={say('snooze.title', { name, label })} onClose={onDone} busy={busy}>
      <form className="snooze" onSubmit={confirm} noValidate>
        <p className="dialog-text">{say('snooze.text')}</p>
        <fieldset className="snooze-spans" aria-label={say('snooze.label')}>
          {spans.map(([one, words]) => {
            const end = one === 'custom' ? undefined : ends(one, now);
            return (
              <label key={one} className="snooze-span">
                <input
                  type="radio"
                  name="span"
                  data-testid={`snooze-${one}`}
                  checked={span === one}
                  autoFocus={one === '3h'}
                  onChange={() => {
                    setSpan(one);
                    setWrong(undefined);
                    changed();
                  }}
                />
                <span>{say(words)}</span>
                {end && 'at' in end && (
                  <span className="snooze-end figures">{shortMoment(end.at, now, locale)}</span>
                )}
              </label>
            );
          })}
          {span === 'custom' && (
            <Moment
              {...{ given, now, date, time }}
              fault={atFault}
              error={atFault ? error : undefined}
              onChange={(value) => {
                setGiven(value);
                setWrong(undefined);
                changed();
              }}
            />
          )}
        </fieldset>
        <label className="snooze-keep">
          <input
            type="checkbox"
            data-testid="snooze-keep"
            aria-describedby="snooze-keep-hint"
            checked={keep}
            onChange={(event) => {
              setKeep(event.target.checked);
              changed();
            }}
          />
          <span>{say('snooze.keep')}</span>
          <span id="snooze-keep-hint" className="snooze-hint">
            {say('snooze.keep.hint')}
          </span>
        </label>
        {unsent && (
          <p className="snooze-unsent" role="status" data-testid="unsent-text">
            {say(keep ? 'snooze.draft.keep' : 'snooze.draft')}{' '}
            <Button look="link" data-testid="unsent-back" onClick={onBack}>
              {say('close.draft.back')}
            </Button>
          </p>
        )}
        <div className="dialog-actions stays">
          {error && !atFault && (
            <p className="dialog-error" role="alert">
              {error}
            </p>
          )}
          <Button data-testid="snooze-cancel" aria-disabled={busy} onClick={busy ? undefined : onDone}>
            {say('snooze.cancel')}
          </Button>
          <Button look="strong" submit data-testid="snooze-confirm" aria-busy={busy}>
            {say('snooze.confirm')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
