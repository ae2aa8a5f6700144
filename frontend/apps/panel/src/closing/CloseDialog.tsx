import { Button, useSay } from '@parley/ui';
import { Dialog } from '@parley/ui/overlays';
import { useAction } from '../action';
import { usePort } from '../desk';

interface Props {
  stream: string;
  name: string;
  unsent: boolean;
  onDone: () => void;
}

/** Asks before a conversation ends, and says what ending does. */
export function CloseDialog({ stream, name, unsent, onDone }: Props) {
  const say = useSay();
  const port = usePort();
  const [run, said] = useAction();
  const confirm = async () => {
    if (await run(() => port.close(stream))) onDone();
  };
  return (
    <Dialog title={say('close.title', { name })} onClose={onDone}>
      <div className="dialog-text">
        <p>{say('close.visitor', { name })}</p>
        <p>{say('close.slot')}</p>
        {unsent && <p className="dialog-warning">{say('close.draft')}</p>}
      </div>
      {said && (
        <p className="dialog-error" role="alert">
          {said.text}
        </p>
      )}
      <div className="dialog-actions">
        <Button data-testid="close-cancel" onClick={onDone}>
          {say('close.cancel')}
        </Button>
        <Button look="strong" data-testid="close-confirm" autoFocus onClick={confirm}>
          {say('close.confirm')}
        </Button>
      </div>
    </Dialog>
  );
}
