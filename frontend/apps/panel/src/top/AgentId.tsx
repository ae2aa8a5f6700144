import { Button, useSay } from '@parley/ui';
import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';

/** How long the copy is confirmed. */
const shown = 2000;

/** The agent's number, to be read out or copied. */
export function AgentId({ id, onCopy }: { id: string; onCopy: (id: string) => Promise<boolean> }) {
  const say = useSay();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return undefined;
    const timer = setTimeout(() => setCopied(false), shown);
    return () => clearTimeout(timer);
  }, [copied]);
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
        onClick={async () => setCopied(await onCopy(id))}
      >
        {copied ? <Check size={14} aria-hidden="true" /> : <Copy size={14} aria-hidden="true" />}
      </Button>
      <span className="hidden" role="status">
        {copied && say('id.copied')}
      </span>
    </div>
  );
}
