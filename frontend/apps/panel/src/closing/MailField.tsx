import { useSay } from '@parley/ui';
import { type RefObject, useEffect, useRef } from 'react';
import { noteGoes, type Typed, toVisitor, type Visitor } from './typed';

interface Props {
  typed: Typed;
  visitor: Visitor;
  /** What is wrong with the address. */
  wrong: string | undefined;
  input: RefObject<HTMLInputElement | null>;
  onChange: (change: Partial<Typed>) => void;
}

/** Where a transcript goes, and whether the endnote goes along. */
export function MailField({ typed, visitor, wrong, input, onChange }: Props) {
  const say = useSay();
  const own = toVisitor(typed, visitor);
  const fault = useRef<HTMLParagraphElement>(null);
  // What has the caret is in sight already; what is wrong with it comes afterwards, and lower.
  useEffect(() => {
    if (wrong) fault.current?.scrollIntoView({ block: 'nearest' });
  }, [wrong]);
  const noted = typed.comment.trim() !== '';
  return (
    <div className="mail">
      <label className="mail-check">
        <input
          type="checkbox"
          data-testid="mail"
          checked={typed.mail}
          onChange={(event) => {
            onChange({ mail: event.target.checked });
            // A frame later the field is there.
            if (event.target.checked) requestAnimationFrame(() => input.current?.focus());
          }}
        />
        <span>{say('close.mail')}</span>
      </label>
      {typed.mail && (
        <div className="mail-more">
          <input
            ref={input}
            className="mail-address"
            type="email"
            autoComplete="off"
            spellCheck={false}
            data-testid="mail-address"
            aria-label={say('close.mail.address')}
            placeholder={say('close.mail.address')}
            aria-invalid={wrong !== undefined}
            aria-describedby={wrong ? 'mail-error' : undefined}
            value={typed.email}
            onChange={(event) => onChange({ email: event.target.value })}
          />
          {wrong && (
            <p id="mail-error" ref={fault} className="dialog-error" role="alert">
              {wrong}
            </p>
          )}
          {noted && (
            <label className="mail-check">
              <input
                type="checkbox"
                data-testid="mail-note"
                aria-describedby="mail-note-hint"
                checked={noteGoes(typed, visitor)}
                onChange={(event) => onChange({ withNote: event.target.checked })}
              />
              <span>{say('close.mail.note')}</span>
              <span
                id="mail-note-hint"
                className={own ? 'find-hint mail-own' : 'find-hint'}
                aria-live="polite"
              >
                {say(own ? 'close.mail.note.visitor' : 'close.mail.note.hint')}
              </span>
            </label>
          )}
        </div>
      )}
    </div>
  );
}
