import { Button, useSay } from '@parley/ui';
import { Dialog } from '@parley/ui/overlays';
import type { CustomerRecord } from '@parley/wire';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { type Said, useAction } from '../action';
import { usePort } from '../desk';
import { confirms } from '../overlays/confirms';
import { changeOf, type Edits, type Field, fields } from './fields';

interface Props {
  stream: string;
  name: string;
  /** Absent while its conversation is not on screen: then it is as it was. */
  record: CustomerRecord | undefined;
  onDone: () => void;
}

/** Changes what is known of a visitor. What a colleague changes meanwhile shows in the fields not touched here. */
export function CustomerDialog({ stream, name, record: told, onDone }: Props) {
  const say = useSay();
  const port = usePort();
  const [run, said, clear] = useAction();
  const [busy, setBusy] = useState(false);
  const [record, learn] = useState<CustomerRecord>(told ?? {});
  if (told && told !== record) learn(told);
  const [edits, setEdits] = useState<Edits>({});
  /** How often somebody tried to leave what is not saved: each time brings the caret back to it. */
  const [tried, setTried] = useState(0);
  const last = useRef<Field>(undefined);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    // Who is in a field stays there.
    if (tried === 0 || form.current?.querySelector(':is(input, textarea):focus')) return;
    form.current?.querySelector<HTMLElement>(`#customer-${last.current}`)?.focus();
  }, [tried]);
  useEffect(() => {
    if (said?.field) form.current?.querySelector<HTMLElement>(`[id="customer-${said.field}"]`)?.focus();
  }, [said]);
  const leave = () => {
    if (Object.keys(changeOf(record, edits)).length > 0) setTried(tried + 1);
    else onDone();
  };
  const save = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    setTried(0);
    const change = changeOf(record, edits);
    setBusy(true);
    const saved = Object.keys(change).length === 0 || (await run(() => port.changeCustomer(stream, change)));
    setBusy(false);
    if (saved) onDone();
  };
  const elsewhere = said && !fields.some(({ field }) => field === said.field);
  return (
    <Dialog title={say('customer.of', { name })} onClose={leave} busy={busy} wide>
      <form
        className="customer-form"
        noValidate
        onSubmit={save}
        onKeyDownCapture={confirms(() => form.current?.requestSubmit())}
        ref={form}
      >
        {fields.map((one) => (
          <Row
            key={one.field}
            {...one}
            value={edits[one.field] ?? record[one.field] ?? ''}
            said={said?.field === one.field ? said : undefined}
            onChange={(value) => {
              last.current = one.field;
              setTried(0);
              if (said?.field === one.field) clear();
              setEdits((was) => ({ ...was, [one.field]: value }));
            }}
          />
        ))}
        <div className="dialog-actions stays">
          {elsewhere && (
            <p className="dialog-error" role="alert">
              {said.text}
            </p>
          )}
          {tried > 0 && (
            <p className="dialog-error" role="alert">
              {say('customer.unsaved')}
            </p>
          )}
          <Button data-testid="customer-cancel" onClick={onDone}>
            {say('customer.cancel')}
          </Button>
          <Button look="strong" submit data-testid="customer-save" aria-busy={busy}>
            {say('customer.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

type RowProps = (typeof fields)[number] & {
  value: string;
  said: Said | undefined;
  onChange: (value: string) => void;
};

function Row({ field, label, most, type, long, value, said, onChange }: RowProps) {
  const say = useSay();
  const id = `customer-${field}`;
  const shared = {
    id,
    'data-testid': id,
    value,
    maxLength: most,
    dir: 'auto' as const,
    autoComplete: 'off',
    'aria-invalid': said !== undefined,
    'aria-describedby': said && `${id}-error`,
  };
  return (
    <div className="customer-row" data-long={long ?? false}>
      <label htmlFor={id}>{say(label)}</label>
      {long ? (
        <textarea {...shared} rows={3} onChange={(event) => onChange(event.target.value)} />
      ) : (
        <input
          {...shared}
          spellCheck={false}
          type={type === 'tel' ? 'tel' : 'text'}
          inputMode={type}
          // biome-ignore lint/a11y/noAutofocus: the form is what was asked for, and this is where it begins
          autoFocus={field === fields[0]?.field}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
      {said && (
        <p id={`${id}-error`} className="customer-error" role="alert">
          {said.text}
        </p>
      )}
    </div>
  );
}
