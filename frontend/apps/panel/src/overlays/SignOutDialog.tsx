import { Button, ChannelIcon, useSay } from '@parley/ui';
import { Dialog } from '@parley/ui/overlays';
import type { StateBox } from '@parley/wire';

interface Props {
  boxes: readonly StateBox[];
  onOpen: (stream: string) => void;
  onDone: () => void;
}

/** Stands in the way of signing out while visitors are still here. */
export function SignOutDialog({ boxes, onOpen, onDone }: Props) {
  const say = useSay();
  return (
    <Dialog title={say('signout.title')} onClose={onDone}>
      <div className="dialog-text">
        <p>{say('signout.text', { n: boxes.length })}</p>
      </div>
      <ul className="signout-list">
        {boxes.map((box) => (
          <li key={box.stream}>
            <ChannelIcon channel={box.channel} />
            <bdi className="signout-name">{box.name}</bdi>
            <span className="figures">{box.label}</span>
            <Button
              look="link"
              aria-label={`${say('signout.open')} ${box.label}`}
              onClick={() => onOpen(box.stream)}
            >
              {say('signout.open')}
            </Button>
          </li>
        ))}
      </ul>
      <div className="dialog-actions">
        <Button look="strong" data-testid="signout-stay" onClick={onDone}>
          {say('signout.stay')}
        </Button>
      </div>
    </Dialog>
  );
}
