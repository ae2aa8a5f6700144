import { ChannelIcon, Hidden, Lantern, useSay } from '@parley/ui';
import type { Lamp, Panel } from '@parley/wire';
import { usePort } from '../desk';
import { shortcut, turnKey } from '../keys';
import type { Ask } from '../screen';
import { useKeyName } from '../useKeyName';
import { isOn, turned } from './lamp';

interface Props {
  lamps: readonly Lamp[];
  /** Why the desk has made the agent unavailable: then a press is the way back. */
  imposed: Panel['imposed'];
  ask: Ask;
}

/** The agent's channels: each shows what it is, and a press says available or not. Full is never chosen. */
export function Lamps({ lamps, imposed, ask }: Props) {
  const say = useSay();
  const keyName = useKeyName();
  const port = usePort();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms
    <div className="lamps" role="group" data-many={lamps.length > 4} aria-label={say('lamps.label')}>
      {lamps.map((lamp, place) => {
        const channel = say(`channel.${lamp.channel}`);
        const on = isOn(lamp, imposed);
        const hint = say(on ? 'lamp.turnOff' : imposed ? 'lamp.return' : 'lamp.turnOn', { channel });
        return (
          <button
            key={lamp.channel}
            type="button"
            className="lamp"
            aria-pressed={on}
            data-testid={`lamp-${lamp.channel}`}
            data-light={lamp.light}
            data-status={lamp.status}
            title={`${hint} (${keyName(turnKey(place))})`}
            aria-keyshortcuts={shortcut(turnKey(place))}
            onMouseDown={(press) => press.preventDefault()}
            onClick={() => ask(() => port.setStatus(lamp.channel, turned(lamp, imposed)))}
          >
            <Lantern light={lamp.light} />
            <ChannelIcon channel={lamp.channel} size={15} />
            <span className="lamp-name">{channel}</span>
            <span className="lamp-word">{say(`light.${lamp.light}`)}</span>
            <span className="lamp-slots figures" aria-hidden="true">
              {lamp.used}/{lamp.slots}
            </span>
            <Hidden>{say('lamp.slots', { used: lamp.used, slots: lamp.slots })}</Hidden>
          </button>
        );
      })}
    </div>
  );
}
