interface Props {
  name: string;
  label: string;
  hint?: string;
  error: string | undefined;
  value: string;
  onChange: (value: string) => void;
  type: 'text' | 'email' | 'password';
  inputMode: 'url' | 'email' | 'text';
  autoComplete: string;
  /** Takes the caret when the form appears. */
  first: boolean;
  /** Holds still while the answer is awaited; it keeps the caret. */
  still: boolean;
}

/** One field of the way in, with its name, its hint and what is wrong with it. */
export function Field({ name, label, hint, error, value, onChange, first, still, ...input }: Props) {
  const id = `signin-${name}`;
  const described = [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(' ') || undefined;
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        {...input}
        id={id}
        data-testid={id}
        value={value}
        readOnly={still}
        required
        spellCheck={false}
        autoCapitalize="off"
        aria-invalid={error !== undefined}
        aria-describedby={described}
        // biome-ignore lint/a11y/noAutofocus: the form is the whole screen, and this is where it begins
        autoFocus={first}
        onChange={(event) => onChange(event.target.value)}
      />
      {error && (
        <p id={`${id}-error`} className="field-error" role="alert">
          {error}
        </p>
      )}
      {hint && (
        <p id={`${id}-hint`} className="field-hint">
          {hint}
        </p>
      )}
    </div>
  );
}
