import { useLanguage, useSay } from '@parley/ui';
import type { Lamp, StateBox } from '@parley/wire';

/** Names a channel as it stands within a sentence. */
export function useChannel(): (channel: StateBox['channel']) => string {
  const say = useSay();
  const language = useLanguage();
  return (channel) => {
    const name = say(`channel.${channel}`);
    return name.charAt(0).toLocaleLowerCase(language) + name.slice(1);
  };
}

/** Names several, as in "chat, call and video". */
export function useChannels(): (lamps: readonly Pick<Lamp, 'channel'>[]) => string {
  const language = useLanguage();
  const channel = useChannel();
  return (lamps) => new Intl.ListFormat(language).format(lamps.map((lamp) => channel(lamp.channel)));
}
