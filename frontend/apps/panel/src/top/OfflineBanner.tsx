import { timeOfDay, useLocale, useMinutes, useSay } from '@parley/ui';
import type { Line } from '@parley/wire';
import { CloudOff } from 'lucide-react';
import { Banner } from './Banner';

/** For so many minutes what was written leaves by itself; what is older the desktop asks about first. */
const stale = 10;

/** Says loudly that nobody hears us, and what becomes of what is written. */
export function OfflineBanner({ line }: { line: Line }) {
  const say = useSay();
  const locale = useLocale();
  const old = useMinutes(line.since, 0) >= stale;
  if (line.state !== 'offline') return null;
  const kept = old ? 'offline.unsent.old' : 'offline.unsent';
  return (
    <Banner
      icon={CloudOff}
      title={say('offline.banner', { time: timeOfDay(line.since, locale) })}
      name="offline-banner"
    >
      <span>{line.unsent > 0 ? say(kept, { n: line.unsent }) : say('offline.nothing')}</span>
    </Banner>
  );
}
