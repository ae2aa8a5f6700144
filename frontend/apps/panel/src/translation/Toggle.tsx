import { Button, languageName, primary, useLanguage, useSay } from '@parley/ui';
import { Languages } from 'lucide-react';
import { usePort } from '../desk';
import type { Outline } from '../store/alike';

interface Props {
  thread: Outline;
  run: (order: () => Promise<void>) => Promise<boolean>;
}

/** Turns translation on or off for a conversation. Where there is none, it is not there. */
export function Toggle({ thread: { stream, translation }, run }: Props) {
  const say = useSay();
  const language = useLanguage();
  const port = usePort();
  if (!translation) return null;
  const called = (tag: string) => languageName(primary(tag), language);
  return (
    <Button
      look="quiet"
      className="translate-toggle"
      keepsCaret
      data-testid="translate"
      aria-pressed={translation.on}
      onClick={() => run(() => port.setTranslation(stream, !translation.on))}
    >
      <Languages size={14} aria-hidden="true" />
      {say('translate.toggle', { visitor: called(translation.visitor), agent: called(translation.agent) })}
      <span className="translate-state" aria-hidden="true">
        {say(translation.on ? 'translate.on' : 'translate.off')}
      </span>
    </Button>
  );
}
