import { Button, Mark, useLanguage, useSay } from '@parley/ui';
import type { Lamp, Panel } from '@parley/wire';
import { useChannel } from '../channel';
import { usePort } from '../desk';
import type { Ask } from '../screen';
import { type Emptiness, emptiness } from './emptiness';
import './empty.css';

/** What stands where a conversation will be. */
export function Empty({ panel, ask }: { panel: Panel; ask: Ask }) {
  const say = useSay();
  const port = usePort();
  const language = useLanguage();
  const channel = useChannel();
  const kind = emptiness(panel);
  const named = (light: Lamp['light']) =>
    new Intl.ListFormat(language).format(
      panel.channels.filter((lamp) => lamp.light === light).map((lamp) => channel(lamp.channel)),
    );
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
