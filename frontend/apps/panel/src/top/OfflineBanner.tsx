import { timeOfDay, useLocale, useSay } from '@parley/ui';
import type { Line } from '@parley/wire';
import { CloudOff } from 'lucide-react';

/** Says loudly that nobody hears us, and what becomes of what is written. */
export function OfflineBanner({ line }: { line: Line }) {
  const say = useSay();
  const locale = useLocale();
  if (line.state !== 'offline') return null;
  return (
    <div className="offline" role="alert" data-testid="offline-banner" data-unsent={line.unsent}>
      <CloudOff size={16} aria-hidden="true" />
      <strong>{say('offline.banner', { time: timeOfDay(line.since, locale) })}</strong>
      <span>{line.unsent > 0 ? say('offline.unsent', { n: line.unsent }) : say('offline.nothing')}</span>
    </div>
  );
}
