import type { Lamp, Panel } from '@parley/wire';

/** Whether the agent can be given visitors of a channel, as far as it is theirs to choose. */
export const isOn = (lamp: Lamp, imposed: Panel['imposed']): boolean =>
  lamp.status === 'available' && !imposed;

/** What a press on a channel asks for. */
export const turned = (lamp: Lamp, imposed: Panel['imposed']) =>
  isOn(lamp, imposed) ? 'unavailable' : 'available';
