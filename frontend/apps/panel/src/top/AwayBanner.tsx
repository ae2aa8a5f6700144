import { Button, useSay } from '@parley/ui';
import type { Panel } from '@parley/wire';
import { CirclePause } from 'lucide-react';
import { useChannels } from '../channel';
import { usePort } from '../desk';
import type { Ask } from '../screen';
import { Banner } from './Banner';

/** Says that the desk has made the agent unavailable, why, and the way back. */
export function AwayBanner({ panel, ask }: { panel: Panel; ask: Ask }) {
  const say = useSay();
  const port = usePort();
  const named = useChannels();
  const { imposed, channels } = panel;
  if (!imposed) return null;
  // To choose one again gives back all that were chosen before.
  const chosen = channels.filter((lamp) => lamp.status === 'available');
  const back = chosen.length ? chosen : channels.slice(0, 1);
  const [first] = back;
  return (
    <Banner icon={CirclePause} title={say('away.title')} name="away-banner">
      <span>{say(`away.${imposed}`)}</span>
      {first && (
        <Button
          look="plain"
          keepsCaret
          data-testid="away-return"
          onClick={() => ask(() => port.setStatus(first.channel, 'available'))}
        >
          {say('away.return', { channels: named(back) })}
        </Button>
      )}
    </Banner>
  );
}
