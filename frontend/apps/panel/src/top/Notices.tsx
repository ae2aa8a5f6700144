import { Button, explain, unturned, useLanguage, useSay } from '@parley/ui';
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
          text={notice.own ? notice.text : explain(language, { code: notice.code, message: notice.text })}
          onDismiss={() => quietly(port.dismissNotice(notice.id))}
        />
      ))}
      {refused && <Sentence text={refused} onDismiss={onForget} />}
    </section>
  );
}

function Sentence({ text, onDismiss }: { text: string; onDismiss: () => void }) {
  const say = useSay();
  return (
    <div className="notice" data-testid="notice">
      <Info size={16} aria-hidden="true" />
      <p dir="auto">{unturned(text)}</p>
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
