import { useLanguage } from '@parley/ui';
import type { TransferTarget } from '@parley/wire';

/** Why a target could not have the conversation now, as the server says it in the agent's language. */
export function useReason(): (target: TransferTarget) => string {
  const language = useLanguage();
  return (target) => (language === 'fr' && target.whyFR) || target.why || '';
}
