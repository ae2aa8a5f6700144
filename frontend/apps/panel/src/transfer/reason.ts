import { useLanguage, useSay, within } from '@parley/ui';
import type { TransferTarget } from '@parley/wire';

/** Why a target could not have the conversation now: as the server says it, or in the agent's own language. */
export function useReason(): (target: TransferTarget) => string {
  const say = useSay();
  const language = useLanguage();
  return (target) => {
    if (language === 'en' && target.why) return target.why;
    const name = within(target.name);
    if (target.kind === 'group') return say('transfer.why.group', { name });
    return say(target.light === 'orange' ? 'transfer.why.full' : 'transfer.why.agent', { name });
  };
}
