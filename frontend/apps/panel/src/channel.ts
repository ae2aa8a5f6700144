import { useLanguage, useSay } from '@parley/ui';
import type { StateBox } from '@parley/wire';

/** Names a channel as it stands within a sentence. */
export function useChannel(): (channel: StateBox['channel']) => string {
  const say = useSay();
  const language = useLanguage();
  return (channel) => {
    const name = say(`channel.${channel}`);
    return name.charAt(0).toLocaleLowerCase(language) + name.slice(1);
  };
}
