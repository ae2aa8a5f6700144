import { Button, unturned, useSay } from '@parley/ui';
import { Dialog } from '@parley/ui/overlays';
import type { StateBox } from '@parley/wire';
import { useAction } from '../action';
import { usePort } from '../desk';
import { NotSent } from './NotSent';
import './shift.css';

interface Props {
  /** The conversations that are open. */
  open: readonly StateBox[];
  /** To the end of the shift, where each is seen to. */
  onSettle: () => void;
  onDone: () => void;
}

/** The window was to close while visitors are with the agent. */
export function QuitDialog({ open, onSettle, onDone }: Props) {
  const say = useSay();
  const port = usePort();
  const [run, said] = useAction();
  return (
    <Dialog title={say('quit.title')} onClose={onDone} alert wide>
      <div className="dialog-text">
        <p>{say('quit.text', { n: open.length })}</p>
        <ul className="quit-list">
          {open.map((box) => (
            <li key={box.stream} className="quit-one">
              <bdi>{unturned(box.name)}</bdi>
              <span className="figures">{box.label}</span>
              <NotSent of={box} />
            </li>
          ))}
        </ul>
        <p>{say('quit.then', { n: open.length })}</p>
      </div>
      {said && (
        <p className="dialog-error" role="alert">
          {said.text}
        </p>
      )}
      <div className="dialog-actions stays">
        <Button data-testid="quit-anyway" onClick={() => run(() => port.quit())}>
          {say('quit.anyway')}
        </Button>
        <Button data-testid="quit-settle" onClick={onSettle}>
          {say('quit.settle', { n: open.length })}
        </Button>
        <Button look="strong" autoFocus data-testid="quit-stay" onClick={onDone}>
          {say('quit.stay')}
        </Button>
      </div>
    </Dialog>
  );
}
