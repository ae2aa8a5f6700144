import { useSay } from '@parley/ui';

const named = {
  Shift: 'key.shift',
  Enter: 'key.enter',
  Esc: 'key.esc',
  ',': 'key.comma',
  zoom: 'key.zoom',
} as const;

/**
 * Names a key, or several at once, as the keyboards of the agent's language do. A comma has its name too: as a sign it is
 * a full stop for most eyes. What zooms is on other keys in France, where the digits' keys have the minus.
 */
export function useKeyName(): (key: string) => string {
  const say = useSay();
  return (key) => key.replace(/Shift|Enter|Esc|,$|^zoom$/g, (one) => say(named[one as keyof typeof named]));
}
