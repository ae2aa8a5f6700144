import { Button, Mark, useSay } from '@parley/ui';
import type { Lamp, Panel } from '@parley/wire';
import { useChannel, useChannels } from '../channel';
import { usePort } from '../desk';
import type { Ask } from '../screen';
import { type Emptiness, emptiness } from './emptiness';
import './empty.css';

/** What stands where a conversation will be. */
export function Empty({ panel, ask }: { panel: Panel; ask: Ask }) {
  const say = useSay();
  const port = usePort();
  const channel = useChannel();
  const channels = useChannels();
  const kind = emptiness(panel);
  const named = (light: Lamp['light']) => channels(panel.channels.filter((lamp) => lamp.light === light));
  const [first] = panel.channels;
  return (
    <div className="empty" data-kind={kind} data-testid="empty">
      <div className="empty-sign">
        <Mark size={56} />
      </div>
      <h1 className="empty-first">{say(`empty.${kind}`, { channels: named(lights[kind] ?? 'green') })}</h1>
      {kind !== 'full' && <p className="empty-next">{say(`empty.${kind}.next`)}</p>}
      {kind === 'unavailable' && first && (
        <Button look="plain" onClick={() => ask(() => port.setStatus(first.channel, 'available'))}>
          {say('empty.become', { channel: channel(first.channel) })}
        </Button>
      )}
    </div>
  );
}

const lights: Partial<Record<Emptiness, Lamp['light']>> = {
  available: 'green',
  full: 'orange',
  unavailable: 'red',
};
