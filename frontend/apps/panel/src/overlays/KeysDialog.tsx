import { Button, type Key, useSay } from '@parley/ui';
import { Dialog } from '@parley/ui/overlays';
import type { Panel } from '@parley/wire';
import { keyNames, writingKeys } from '../keys';
import { teamName } from '../top/team';
import { useKeyName } from '../useKeyName';

/** The keys that make the window larger, smaller, and as it was. */
const zoom = 'zoom';

const caps = (command: keyof typeof keyNames): readonly string[] => keyNames[command].split('+');

const keys: readonly (readonly [Key, readonly string[]])[] = [
  ['switcher.title', caps('switcher')],
  ['keys.box', ['Ctrl', '1 … 9']],
  ['keys.next', ['Ctrl', '↑ ↓']],
  ['keys.longest', caps('longest')],
  ['keys.layout', ['Ctrl', 'Shift', '1, 2, 4']],
  ['keys.compose', ['Esc']],
  ['keys.send', ['Enter']],
  ['keys.break', ['Shift', 'Enter']],
  ['keys.anyway', writingKeys.anyway.split('+')],
  ['keys.undo', writingKeys.undo.split('+')],
  ['keys.answers', ['/']],
  ['tool.links', caps('links')],
  ['tool.offers', caps('offers')],
  ['tool.emoji', caps('emoji')],
  ['tool.file', caps('file')],
  ['keys.suggest', ['Alt', '1 … 3, 0']],
  ['keys.close', caps('close')],
  ['keys.transfer', caps('transfer')],
  ['keys.snooze', caps('snooze')],
  ['head.block', caps('block')],
  ['keys.info', caps('info')],
  ['filter.open', caps('filter')],
  ['keys.channels', ['Ctrl', 'Shift', '5 … 9']],
  ['dnd.off', caps('quiet')],
  ['menu.answers', caps('answers')],
  ['menu.team', caps('team')],
  ['settings.title', caps('settings')],
  ['menu.signOut', caps('out')],
  ['keys.zoom', ['Ctrl', zoom]],
  ['keys.sheet', ['?', keyNames.keys]],
];

/** The sheet of keys. */
export function KeysDialog({ session, onDone }: { session: Panel['session']; onDone: () => void }) {
  const say = useSay();
  const keyName = useKeyName();
  return (
    <Dialog title={say('menu.keys')} onClose={onDone} wide>
      <dl className="keys">
        {keys.map(([name, caps]) => {
          const called = name === 'menu.team' ? teamName(session, say) : say(name);
          return (
            called && (
              <div key={name} className="keys-row">
                <dt>{called}</dt>
                <dd>
                  {caps.map((cap) => (
                    <kbd key={cap}>{keyName(cap)}</kbd>
                  ))}
                </dd>
              </div>
            )
          );
        })}
      </dl>
      <div className="dialog-actions stays">
        <Button look="strong" data-testid="keys-done" onClick={onDone}>
          {say('keys.done')}
        </Button>
      </div>
    </Dialog>
  );
}
