/** @jsxImportSource preact */
import type { Link } from '@parley/link';
import { composing } from '@parley/ui/composing';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Words } from './words';

interface Props {
  link: Link;
  words: Words;
  /** The one that was left before. */
  email: string;
  onDone: () => void;
}

export function AddressAsk({ link, words, email, onDone }: Props) {
  const field = useRef<HTMLInputElement>(null);
  const [wrong, setWrong] = useState(false);
  useEffect(() => field.current?.select(), []);
  const save = () => {
    if (link.leaveAddress(field.current?.value.trim() ?? '')) {
      onDone();
      return;
    }
    setWrong(true);
    field.current?.focus();
  };
  const key = (e: KeyboardEvent) => {
    if (e.key !== 'Escape' || composing(e)) return;
    e.stopPropagation();
    onDone();
  };
  return (
    <form
      class="asks"
      noValidate
      onKeyDown={key}
      onSubmit={(e) => {
        e.preventDefault();
        save();
      }}
    >
      <label for="email">{words.email}</label>
      <input
        ref={field}
        id="email"
        type="email"
        autocomplete="email"
        spellcheck={false}
        dir="ltr"
        defaultValue={email}
        maxLength={254}
        aria-invalid={wrong}
        aria-describedby={wrong ? 'email-wrong' : undefined}
        onInput={() => setWrong(false)}
      />
      <span>
        <button type="button" class="plain" onClick={onDone}>
          {words.emailCancel}
        </button>
        <button type="submit" class="strong">
          {words.emailSave}
        </button>
      </span>
      {wrong ? (
        <p id="email-wrong" class="trouble" role="alert">
          {words.emailWrong}
        </p>
      ) : null}
    </form>
  );
}
