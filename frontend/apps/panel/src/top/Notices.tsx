import { Button, type Key, type Language, type Say, useLanguage, useSay } from '@parley/ui';
import type { Notice } from '@parley/wire';
import { Info, X } from 'lucide-react';
import { quietly } from '../action';
import { usePort } from '../desk';

interface Props {
  notices: readonly Notice[];
  /** Why the last order given in the bars was refused. */
  refused: string | undefined;
  onForget: () => void;
}

/** Sentences for the agent, newest last. */
export function Notices({ notices, refused, onForget }: Props) {
  const say = useSay();
  const port = usePort();
  const language = useLanguage();
  return (
    <section className="notices" aria-label={say('notices.label')} aria-live="polite">
      {notices.map((notice) => (
        <Sentence
          key={notice.id}
          text={translated(notice, language, say)}
          onDismiss={() => quietly(port.dismissNotice(notice.id))}
        />
      ))}
      {refused && <Sentence text={refused} onDismiss={onForget} />}
    </section>
  );
}

/** Notices whose code says as much as their English sentence. */
const known: Readonly<Record<string, Key>> = { account_changed: 'notice.account_changed' };

function translated(notice: Notice, language: Language, say: Say): string {
  const key = known[notice.code];
  return key && language !== 'en' ? say(key) : notice.text;
}

function Sentence({ text, onDismiss }: { text: string; onDismiss: () => void }) {
  const say = useSay();
  return (
    <div className="notice" data-testid="notice">
      <Info size={16} aria-hidden="true" />
      <p dir="auto">{text}</p>
      <Button
        look="icon"
        className="small"
        keepsCaret
        aria-label={say('notice.dismiss')}
        title={say('notice.dismiss')}
        onClick={onDismiss}
      >
        <X size={14} aria-hidden="true" />
      </Button>
    </div>
  );
}
