import { Button, useSay } from '@parley/ui';
import { Check, Copy } from 'lucide-react';
import { useCopied } from '../copied';

/** The agent's number, to be read out or copied. */
export function AgentId({ id, onCopy }: { id: string; onCopy: (id: string) => Promise<boolean> }) {
  const say = useSay();
  const [copied, copy] = useCopied(() => onCopy(id));
  const label = say('id.copy', { id });
  return (
    <div className="agent-id">
      <span className="agent-id-text figures">
        {say('id.label')} {id}
      </span>
      <Button
        look="icon"
        className="small"
        keepsCaret
        data-testid="copy-id"
        aria-label={label}
        title={label}
        onClick={copy}
      >
        {copied ? <Check size={14} aria-hidden="true" /> : <Copy size={14} aria-hidden="true" />}
      </Button>
      <span className="hidden" role="status">
        {copied && say('id.copied')}
      </span>
    </div>
  );
}
