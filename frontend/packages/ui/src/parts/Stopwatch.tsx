import { span, useNow } from '../format/clock';
import { useLanguage } from '../strings';

/** A span that runs. It is not read out: a figure that changes each second would only disturb. */
export function Stopwatch({ since, clock, className }: { since: number; clock: number; className?: string }) {
  const language = useLanguage();
  const now = useNow();
  return (
    <span className={`stopwatch ${className ?? ''}`} aria-hidden="true">
      {span(now + clock - since, language)}
    </span>
  );
}
