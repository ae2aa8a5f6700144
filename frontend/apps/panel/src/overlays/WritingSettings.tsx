import { type Key, useSay } from '@parley/ui';
import type { Writing } from '@parley/wire';
import { useAction } from '../action';
import { usePort } from '../desk';

type Choice = keyof Writing;

const asks: readonly Choice[] = ['askWrote', 'askAnswered', 'askUnfilled', 'askNumbers', 'askNames'];
const others: readonly Choice[] = ['suggest', 'hold'];

/** How this machine helps who writes. What is chosen holds at once. */
export function WritingSettings({ writing }: { writing: Writing }) {
  const say = useSay();
  const port = usePort();
  const [run, said] = useAction();
  const one = (choice: Choice) => (
    <label key={choice} className="setting-check">
      <input
        type="checkbox"
        data-testid={`setting-${choice}`}
        checked={writing[choice]}
        onChange={(event) => run(() => port.setWriting({ ...writing, [choice]: event.target.checked }))}
      />
      <span>{say(`settings.${choice}` as Key)}</span>
    </label>
  );
  return (
    <>
      <fieldset className="setting">
        <legend>{say('settings.writing')}</legend>
        {others.map(one)}
      </fieldset>
      <fieldset className="setting">
        <legend>{say('settings.asks')}</legend>
        {asks.map(one)}
      </fieldset>
      {said && (
        <p className="dialog-error" role="alert">
          {said.text}
        </p>
      )}
    </>
  );
}
