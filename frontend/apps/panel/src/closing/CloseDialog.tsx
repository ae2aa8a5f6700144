import { Button, useSay } from '@parley/ui';
import { Dialog } from '@parley/ui/overlays';
import type { ThreadLine } from '@parley/wire';
import { type FormEvent, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { Said } from '../action';
import { useAnswer } from '../asking';
import { usePort } from '../desk';
import { confirms } from '../overlays/confirms';
import { goesOn } from '../overlays/kept';
import { Unsent } from '../overlays/Unsent';
import { useOrder } from '../overlays/useOrder';
import { MailField } from './MailField';
import { RatingField } from './RatingField';
import { TagChooser } from './TagChooser';
import { closeBody, said as kept, type Typed, tagsOf } from './typed';
import './closing.css';

interface Props {
  stream: string;
  name: string;
  /** Its number: another visitor may have the same name. */
  label: string;
  lines: readonly ThreadLine[] | undefined;
  unsent: boolean;
  /** Leads to what is not sent. */
  onBack: () => void;
  /** Says what was done. */
  onTell: (text: string) => void;
  onDone: () => void;
}

/** Asks before a conversation ends: what it was about, what colleagues should know, and who gets a transcript. */
export function CloseDialog({ stream, name, label, lines, unsent, onBack, onTell, onDone }: Props) {
  const say = useSay();
  const port = usePort();
  const { run, said, clear, changed } = useOrder(stream);
  const [{ answer: form, error }, again] = useAnswer(useCallback(() => port.closing(stream), [port, stream]));
  const visitor = { form, lines };
  const [typed, setTyped] = useState(() => kept.of(stream));
  const [missing, setMissing] = useState<'missing' | 'unfinished'>();
  const [busy, setBusy] = useState(false);
  const tags = useRef<HTMLInputElement>(null);
  const note = useRef<HTMLTextAreaElement>(null);
  const address = useRef<HTMLInputElement>(null);
  const button = useRef<HTMLButtonElement>(null);

  const change = (part: Partial<Typed>) => {
    const next = { ...typed, ...part };
    kept.keep(stream, next);
    setTyped(next);
    setMissing(undefined);
    if (said?.field) clear();
    changed();
  };
  const wrong = (...fields: string[]) => (said?.field && fields.includes(said.field) ? said.text : undefined);
  const untagged = form?.tagging === 'required' && tagsOf(typed, form).length + typed.made.length === 0;

  const confirm = async () => {
    if (busy) return;
    // What was begun there would go without a word.
    const lacks = tags.current?.value.trim() ? 'unfinished' : untagged ? 'missing' : undefined;
    setMissing(lacks);
    if (lacks) {
      tags.current?.focus();
      return;
    }
    setBusy(true);
    if (await run(() => port.close(stream, closeBody(typed, visitor)))) {
      onTell(say('close.told', { name, label }));
      onDone();
      return;
    }
    setBusy(false);
    again();
  };
  useEffect(() => {
    if (said?.field === 'tags' || said?.field === 'newTags') tags.current?.focus();
    if (said?.field === 'comment') note.current?.focus();
    if (said?.field === 'email') address.current?.focus();
  }, [said]);
  useLayoutEffect(() => goesOn(note.current), []);
  const bare = form?.tagging === 'off';
  useLayoutEffect(() => {
    // Nothing has to be said: one more Enter is enough. But whoever writes already goes on writing.
    if (!bare || button.current?.form?.contains(document.activeElement)) return;
    requestAnimationFrame(() => button.current?.focus());
  }, [bare]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    confirm();
  };

  return (
    <Dialog title={say('close.title', { name, label })} onClose={onDone} busy={busy} wide>
      <form className="closing" onSubmit={submit} onKeyDownCapture={confirms(confirm)} noValidate>
        <div className="dialog-text">
          <p>{say('close.visitor', { name })}</p>
        </div>
        {unsent && <Unsent onBack={onBack} />}
        {!bare && (
          <TagChooser
            form={form}
            failed={error}
            typed={typed}
            wrong={missing ? say(`close.tags.${missing}`) : wrong('tags', 'newTags')}
            input={tags}
            onChange={change}
            onSeek={() => setMissing(undefined)}
            onAgain={again}
            onConfirm={confirm}
          />
        )}
        <div className="note">
          <label className="find-label" htmlFor="close-note">
            {say('close.note')}
          </label>
          <span id="close-note-hint" className="find-hint">
            {say('close.note.hint')}
          </span>
          <textarea
            ref={note}
            id="close-note"
            rows={2}
            dir="auto"
            data-letters
            data-testid="close-note"
            aria-describedby={wrong('comment') ? 'close-note-error close-note-hint' : 'close-note-hint'}
            aria-invalid={wrong('comment') !== undefined}
            value={typed.comment}
            onChange={(event) => change({ comment: event.target.value })}
          />
          {wrong('comment') && (
            <p id="close-note-error" className="dialog-error" role="alert">
              {wrong('comment')}
            </p>
          )}
        </div>
        <RatingField rating={typed.rating} onChange={(rating) => change({ rating })} />
        {(form?.mail ?? typed.mail) && (
          <MailField
            typed={typed}
            visitor={visitor}
            wrong={wrong('email')}
            input={address}
            onChange={change}
          />
        )}
        <div className="dialog-actions stays">
          <Why said={said} untagged={untagged && !missing} />
          <Button data-testid="close-cancel" aria-disabled={busy} onClick={busy ? undefined : onDone}>
            {say('close.cancel')}
          </Button>
          <Button
            ref={button}
            look="strong"
            submit
            data-testid="close-confirm"
            aria-busy={busy}
            aria-describedby={untagged ? 'close-why' : undefined}
          >
            {say('close.confirm')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** Why it could not be closed, where no field says so; or why it cannot be yet. */
function Why({ said, untagged }: { said: Said | undefined; untagged: boolean }) {
  const say = useSay();
  const fields = ['tags', 'newTags', 'comment', 'email'];
  if (said && !fields.includes(said.field ?? ''))
    return (
      <p className="dialog-error" role="alert">
        {said.text}
      </p>
    );
  return untagged ? (
    <p id="close-why" className="close-why">
      {say('close.tags.needed')}
    </p>
  ) : null;
}
