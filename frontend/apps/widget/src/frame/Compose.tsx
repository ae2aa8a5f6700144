/** @jsxImportSource preact */
import { clean, fault, type Link, maxRunes, runes, type View } from '@parley/link';
import type { RefObject } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';
import { useBack } from './back';
import { Icon } from './Icon';
import { shut } from './standing';
import type { Language, Words } from './words';

interface Props {
  link: Link;
  view: View;
  words: Words;
  language: Language;
  field: RefObject<HTMLTextAreaElement | null>;
}

/** From here on the visitor is told how much room is left. */
const near = 7500;

export function Compose({ link, view, words, language, field }: Props) {
  const [text, setText] = useState(link.draft);
  const count = runes(clean(text));
  const wrong = fault(clean(text));
  const closed = shut(view);

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
  const back = useBack(link, view, text, write);
  const send = () => {
    field.current?.focus();
    if (closed || link.post(text) !== null) return;
    back.goOn();
    write('');
  };
  // While its thread is there, that says what came back and why.
  const code = view.over && back.code === 'nobody_free' ? '' : back.code;
  const note = words.back[code] ?? (closed ? shutWords(closed, text !== '', words) : '');
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
      <p id="why" class={note ? 'why' : 'hidden'} role="status">
        {note}
      </p>
      <textarea
        ref={field}
        rows={1}
        dir="auto"
        aria-label={words.write}
        placeholder={closed ? words.notNow : words.write}
        value={text}
        enterkeyhint="send"
        aria-invalid={wrong === 'text_too_long'}
        aria-describedby={count > near ? 'why room' : 'why'}
        onInput={(e) => {
          back.goOn();
          write(e.currentTarget.value);
        }}
        onKeyDown={key}
        onBlur={() => link.type(false)}
      />
      <button
        type="submit"
        class="send"
        aria-label={words.send}
        title={words.send}
        aria-disabled={wrong !== null || closed !== ''}
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

function shutWords(closed: 'busy' | 'offline' | 'none', written: boolean, words: Words): string {
  const out = closed === 'none' ? words.noneOut : words.shutOut;
  return written ? `${out} ${words.stays}` : out;
}

function room(count: number, words: Words, language: Language): string {
  const number = Math.abs(maxRunes - count).toLocaleString(language);
  return count > maxRunes ? words.over_(number) : words.left_(number);
}
