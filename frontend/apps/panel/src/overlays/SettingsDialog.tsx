import { Button, type Key, useSay } from '@parley/ui';
import { Dialog } from '@parley/ui/overlays';
import type { Writing } from '@parley/wire';
import { useId } from 'react';
import { allChoices, type Choice, choices, choose, type Look } from '../look/look';
import { useLook } from '../look/useLook';
import { WritingSettings } from './WritingSettings';
import './settings.css';

/** How the window looks on this machine, and how it helps. What is chosen is worn at once. */
export function SettingsDialog({ writing, onDone }: { writing: Writing; onDone: () => void }) {
  const say = useSay();
  const look = useLook();
  return (
    <Dialog title={say('settings.title')} onClose={onDone} wide>
      <div className="settings">
        {allChoices.map((choice) => (
          <One key={choice} choice={choice} value={look[choice]} />
        ))}
        <WritingSettings writing={writing} />
      </div>
      <div className="dialog-actions stays">
        <Button look="strong" data-testid="settings-done" onClick={onDone}>
          {say('keys.done')}
        </Button>
      </div>
    </Dialog>
  );
}

function One<C extends Choice>({ choice, value }: { choice: C; value: Look[C] }) {
  const say = useSay();
  const name = useId();
  return (
    <fieldset className="setting">
      <legend>{say(`settings.${choice}`)}</legend>
      <div className="setting-ways">
        {choices[choice].map((one) => (
          <label key={one} className="setting-way">
            <input
              type="radio"
              name={name}
              data-testid={`setting-${choice}-${one}`}
              checked={one === value}
              onChange={() => choose(choice, one)}
            />
            <span>{say(`settings.${choice}.${one}` as Key)}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
