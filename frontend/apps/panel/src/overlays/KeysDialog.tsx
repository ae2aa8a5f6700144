import { Button, type Key, useSay } from '@parley/ui';
import { Dialog } from '@parley/ui/overlays';

const keys: readonly (readonly [Key, readonly string[]])[] = [
  ['switcher.title', ['Ctrl', 'K']],
  ['keys.box', ['Ctrl', '1 … 9']],
  ['keys.next', ['Ctrl', '↑ ↓']],
  ['keys.longest', ['Ctrl', 'J']],
  ['keys.layout', ['Ctrl', 'Shift', '1, 2, 4']],
  ['keys.compose', ['Esc']],
  ['keys.send', ['Enter']],
  ['keys.break', ['Shift', 'Enter']],
  ['keys.anyway', ['Ctrl', 'Enter']],
  ['keys.undo', ['Ctrl', 'Z']],
  ['keys.answers', ['/']],
  ['keys.suggest', ['Alt', '1 … 3, 0']],
  ['keys.close', ['Ctrl', 'Shift', 'E']],
  ['keys.transfer', ['Ctrl', 'Shift', 'F']],
  ['keys.snooze', ['Ctrl', 'Shift', 'S']],
  ['head.block', ['Ctrl', 'Shift', 'B']],
  ['keys.info', ['Ctrl', 'I']],
  ['dnd.off', ['Ctrl', 'Shift', 'D']],
  ['settings.title', ['Ctrl', ',']],
  ['keys.sheet', ['?', 'F1']],
];

/** The sheet of keys. */
export function KeysDialog({ onDone }: { onDone: () => void }) {
  const say = useSay();
  return (
    <Dialog title={say('keys.title')} onClose={onDone}>
      <dl className="keys">
        {keys.map(([name, caps]) => (
          <div key={name} className="keys-row">
            <dt>{say(name)}</dt>
            <dd>
              {caps.map((cap) => (
                <kbd key={cap}>{cap}</kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
      <div className="dialog-actions">
        <Button look="strong" data-testid="keys-done" onClick={onDone}>
          {say('keys.done')}
        </Button>
      </div>
    </Dialog>
  );
}
