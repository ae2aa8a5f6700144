import { Hidden, type Say, timeOfDay, useLocale, useSay } from '@parley/ui';
import type { ThreadLine } from '@parley/wire';
import { Check, CheckCheck, Eye } from 'lucide-react';
import type { Arrived } from './arrived';

const shapes = { sent: Check, delivered: CheckCheck, seen: Eye };

interface Props {
  line: ThreadLine;
  state: Arrived;
}

/** How far the message has come, as a sign beside it. Its times show over the pointer, and while the thread has the keys. */
export function Tick({ line, state }: Props) {
  const say = useSay();
  const locale = useLocale();
  const Shape = shapes[state];
  return (
    <span className="tick" data-state={state} data-testid={`tick-${line.key}`}>
      <Shape size={13} strokeWidth={2.25} aria-hidden="true" />
      <Hidden>{say(`state.${state}`)}</Hidden>
      <span className="tick-times tick-aside figures">{times(line, say, locale).join('\n')}</span>
    </span>
  );
}

/** The same in words, under the newest: its time is that of the last step. */
export function Ticked({ line, state }: Props) {
  const say = useSay();
  const locale = useLocale();
  const Shape = shapes[state];
  return (
    <div className="message-state ticked" data-state={state} data-testid={`tick-${line.key}`}>
      <Shape size={13} strokeWidth={2.25} aria-hidden="true" />
      <span className="ticked-word">{say(`state.${state}`)}</span>
      <span className="tick-times figures">{times(line, say, locale).join(' · ')}</span>
    </div>
  );
}

/** When it was written down, reached the visitor's page, and was looked at. */
export function times(line: ThreadLine, say: Say, locale: string): string[] {
  const at = (moment: number) => ({ time: timeOfDay(moment, locale) });
  return [
    say('state.sent.at', at(line.at)),
    ...(line.deliveredAt ? [say('state.delivered.at', at(line.deliveredAt))] : []),
    ...(line.seenAt ? [say('state.seen.at', at(line.seenAt))] : []),
  ];
}
