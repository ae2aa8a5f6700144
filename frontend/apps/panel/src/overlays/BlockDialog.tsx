import { Button, useSay } from '@parley/ui';
import { Dialog } from '@parley/ui/overlays';
import { useState } from 'react';
import { useAction } from '../action';
import { usePort } from '../desk';
import { Unsent } from './Unsent';

interface Props {
  stream: string;
  name: string;
  /** Its number: another visitor may have the same name. */
  label: string;
  unsent: boolean;
  /** Leads to what is not sent. */
  onBack: () => void;
  /** Says what was done. */
  onTell: (text: string) => void;
  onDone: () => void;
}

/** Asks before a visitor is shut out, and says what that does. The safe way has the caret. */
export function BlockDialog({ stream, name, label, unsent, onBack, onTell, onDone }: Props) {
  const say = useSay();
  const port = usePort();
  const [run, said] = useAction();
  const [busy, setBusy] = useState(false);
  const confirm = async () => {
    if (busy) return;
    setBusy(true);
    if (await run(() => port.block(stream))) {
      onTell(say('block.told', { name, label }));
      onDone();
    } else setBusy(false);
  };
  return (
    <Dialog title={say('block.title', { name, label })} onClose={onDone} busy={busy} alert>
      <ul className="dialog-text dialog-list">
        <li>{say('block.ends', { name })}</li>
        <li>{say('block.nothing')}</li>
        <li>
          <strong>{say('block.undo')}</strong>
        </li>
      </ul>
      {unsent && <Unsent onBack={onBack} />}
      {said && (
        <p className="dialog-error" role="alert">
          {said.text}
        </p>
      )}
      <div className="dialog-actions">
        <Button data-testid="block-cancel" autoFocus aria-disabled={busy} onClick={busy ? undefined : onDone}>
          {say('block.cancel')}
        </Button>
        <Button look="danger" data-testid="block-confirm" aria-busy={busy} onClick={confirm}>
          {say('block.confirm')}
        </Button>
      </div>
    </Dialog>
  );
}
