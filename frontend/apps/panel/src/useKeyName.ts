import { useSay } from '@parley/ui';

const named = { Shift: 'key.shift', Enter: 'key.enter', Esc: 'key.esc', ',': 'key.comma' } as const;

/**
 * Names a key, or several at once, as the keyboards of the agent's language do. A comma has its name too: as a sign it is
 * a full stop for most eyes.
 */
export function useKeyName(): (key: string) => string {
  const say = useSay();
  return (key) => key.replace(/Shift|Enter|Esc|,$/g, (one) => say(named[one as keyof typeof named]));
}
