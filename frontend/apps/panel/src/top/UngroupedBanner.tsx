import { useSay } from '@parley/ui';
import type { Panel } from '@parley/wire';
import { UserX } from 'lucide-react';
import { Banner } from './Banner';

/** Says that nothing new is routed to the agent, whatever status they choose, and who can change it. */
export function UngroupedBanner({ panel }: { panel: Panel }) {
  const say = useSay();
  if (!panel.ungrouped || panel.channels.length === 0) return null;
  return (
    <Banner icon={UserX} title={say('ungrouped.title')} name="ungrouped-banner">
      <span>{say('ungrouped.text')}</span>
    </Banner>
  );
}
