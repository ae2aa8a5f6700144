/** @jsxImportSource preact */
import { clean, fault, type Link, maxRunes, runes } from '@parley/link';
import type { RefObject } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';
import { Icon } from './Icon';
import type { Language, Words } from './words';

interface Props {
  link: Link;
  words: Words;
  language: Language;
  field: RefObject<HTMLTextAreaElement | null>;
}

/** From here on the visitor is told how much room is left. */
const near = 7500;

export function Compose({ link, words, language, field }: Props) {
  const [text, setText] = useState(link.draft);
  const count = runes(clean(text));
  const wrong = fault(clean(text));

  useLayoutEffect(() => {
    const el = field.current;
    if (!el) return;
    el.style.height = 'auto';
    el.style.height = `${el.scrollHeight}px`;
  }, [text]);

  const write = (value: string) => {
    setText(value);
    link.draft = value;
    link.type(value.trim() !== '');
  };
  const send = () => {
    field.current?.focus();
    if (link.post(text) === null) write('');
  };
  const key = (e: KeyboardEvent) => {
    // 229 is how some browsers name a key that an input method is using.
    if (e.key !== 'Enter' || e.shiftKey || e.isComposing || e.keyCode === 229) return;
    e.preventDefault();
    send();
  };
  return (
    <form
      class="compose"
      onSubmit={(e) => {
        e.preventDefault();
        send();
      }}
    >
      <textarea
        ref={field}
        rows={1}
        dir="auto"
        aria-label={words.write}
        placeholder={words.write}
        value={text}
        enterkeyhint="send"
        aria-invalid={wrong === 'text_too_long'}
        aria-describedby={count > near ? 'room' : undefined}
        onInput={(e) => write(e.currentTarget.value)}
        onKeyDown={key}
        onBlur={() => link.type(false)}
      />
      <button
        type="submit"
        class="send"
        aria-label={words.send}
        title={words.send}
        aria-disabled={wrong !== null}
      >
        <Icon name="send" />
      </button>
      {count > near ? (
        <p id="room" class={count > maxRunes ? 'room trouble' : 'room'} role="status">
          {room(count, words, language)}
        </p>
      ) : null}
    </form>
  );
}

function room(count: number, words: Words, language: Language): string {
  const number = Math.abs(maxRunes - count).toLocaleString(language);
  return count > maxRunes ? words.over_(number) : words.left_(number);
}
