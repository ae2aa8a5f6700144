import { Button, type Key, useSay, within } from '@parley/ui';
import type { Concern } from '@parley/wire';
import { ShieldAlert } from 'lucide-react';
import { useKeyName } from '../useKeyName';

interface Props {
  concerns: readonly Concern[];
  /** What the visitor is called. */
  name: string;
  /** Whether it was answered before it can have been read. */
  early: boolean;
  onSend: () => void;
  onLeave: () => void;
}

const sentences: Readonly<Record<Concern['reason'], Key>> = {
  visitor_wrote: 'guard.wrote',
  colleague_answered: 'guard.answered',
  unfilled: 'guard.unfilled',
  card: 'guard.card',
  bank_account: 'guard.account',
  other_name: 'guard.name',
};

/** What each concern says, in a sentence. */
export function useConcerns(concerns: readonly Concern[], name: string): string[] {
  const say = useSay();
  return concerns.map(({ reason, found, by = '' }) =>
    say(sentences[reason], { name, found: within(found), by: within(by) }),
  );
}

/** What is asked about a message before it goes. It stands beside the text and takes no key from it but two. */
export function Guard({ concerns, name, early, onSend, onLeave }: Props) {
  const say = useSay();
  const said = useConcerns(concerns, name);
  const keyName = useKeyName();
  return (
    <section className="guard" data-testid="guard" aria-label={say('guard.title')}>
      <ShieldAlert size={16} aria-hidden="true" />
      <ul>
        {said.map((sentence) => (
          <li key={sentence} dir="auto" title={sentence}>
            {sentence}
          </li>
        ))}
      </ul>
      {early && (
        <p className="guard-early" data-testid="guard-early">
          {say('guard.early')}
        </p>
      )}
      <div className="guard-ways">
        <Button look="link" data-testid="guard-leave" aria-keyshortcuts="Escape" keepsCaret onClick={onLeave}>
          {say('guard.leave')}
          <kbd>{keyName('Esc')}</kbd>
        </Button>
        <Button
          look="plain"
          data-testid="guard-send"
          aria-keyshortcuts="Control+Enter"
          keepsCaret
          onClick={onSend}
        >
          {say('guard.send')}
          <kbd>Ctrl ⏎</kbd>
        </Button>
      </div>
    </section>
  );
}
