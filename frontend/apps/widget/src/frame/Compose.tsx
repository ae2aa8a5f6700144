/** @jsxImportSource preact */
import { clean, type FileFault, fault, type Link, maxRunes, runes, type View } from '@parley/link';
import { composing } from '@parley/ui/composing';
import { chooses, listed, megabyte } from '@parley/wire';
import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
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
  const [unsent, setUnsent] = useState('');
  const chooser = useRef<HTMLInputElement>(null);
  const hand = (files: readonly File[]) => {
    const refused = files.flatMap((file) => {
      const fault = link.postFile(file.name, file);
      return fault ? [{ name: file.name, why: whyNot(fault, view, words, language) }] : [];
    });
    setUnsent(notSent(refused, words, language));
  };
  useDrop(closed || !view.files ? null : hand);
  // While its thread is there, that says what came back and why.
  const code = view.over && back.code === 'nobody_free' ? '' : back.code;
  const note = unsent || words.back[code] || (closed ? shutWords(closed, text !== '', words) : '');
  const key = (e: KeyboardEvent) => {
    if (e.key !== 'Enter' || e.shiftKey || composing(e)) return;
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
        onPaste={(e) => {
          const files = [...(e.clipboardData?.files ?? [])];
          if (!view.files || closed || files.length === 0 || e.clipboardData?.getData('text/plain').trim())
            return;
          e.preventDefault();
          hand(files);
        }}
        onInput={(e) => {
          setUnsent('');
          back.goOn();
          write(e.currentTarget.value);
        }}
        onKeyDown={key}
        onBlur={() => link.type(false)}
      />
      {view.files && !closed ? (
        <>
          <input
            ref={chooser}
            type="file"
            multiple
            hidden
            tabIndex={-1}
            aria-label={words.attach}
            accept={chooses(view.files)}
            onChange={(e) => {
              hand([...(e.currentTarget.files ?? [])]);
              e.currentTarget.value = '';
            }}
          />
          <button
            type="button"
            class="clip"
            aria-label={words.attach}
            title={words.attach}
            onClick={() => chooser.current?.click()}
          >
            <Icon name="clip" />
          </button>
        </>
      ) : null}
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

/** Why a file cannot be sent. */
function whyNot(code: FileFault, view: View, words: Words, language: Language): string {
  const limits = view.files ?? { maxBytes: 0, endings: [] };
  if (code === 'file_too_large') return words.tooLarge(Math.floor(limits.maxBytes / megabyte));
  if (code === 'file_type_not_allowed' && limits.endings.length)
    return words.onlyKinds(listed(limits, language));
  return words.reasons[code] ?? '';
}

/** Each reason once, behind the names of the files it is about. */
function notSent(refused: { name: string; why: string }[], words: Words, language: Language): string {
  return [...new Set(refused.map(({ why }) => why))]
    .map((why) => {
      const names = refused.filter((one) => one.why === why).map(({ name }) => name);
      return `${new Intl.ListFormat(language).format(names)}${words.colon}${why}.`;
    })
    .join(' ');
}

/** Lets files be let go anywhere over the window; null for what is to become of none. */
function useDrop(take: ((files: File[]) => void) | null): void {
  const latest = useRef(take);
  latest.current = take;
  useEffect(() => {
    const root = document.documentElement;
    const holds = (e: DragEvent) => e.dataTransfer?.types.includes('Files');
    const over = (e: DragEvent) => {
      if (!holds(e)) return;
      // Otherwise this page would leave for the file.
      e.preventDefault();
      root.toggleAttribute('data-drop', latest.current !== null);
    };
    const end = () => root.removeAttribute('data-drop');
    const leave = (e: DragEvent) => !e.relatedTarget && end();
    const drop = (e: DragEvent) => {
      if (!holds(e)) return;
      e.preventDefault();
      end();
      latest.current?.([...(e.dataTransfer?.files ?? [])]);
    };
    document.addEventListener('dragover', over);
    document.addEventListener('dragleave', leave);
    document.addEventListener('drop', drop);
    return () => {
      document.removeEventListener('dragover', over);
      document.removeEventListener('dragleave', leave);
      document.removeEventListener('drop', drop);
    };
  }, []);
}

function shutWords(closed: 'busy' | 'offline' | 'none', written: boolean, words: Words): string {
  const out = closed === 'none' ? words.noneOut : words.shutOut;
  return written ? `${out} ${words.stays}` : out;
}

function room(count: number, words: Words, language: Language): string {
  const number = Math.abs(maxRunes - count).toLocaleString(language);
  return count > maxRunes ? words.over_(number) : words.left_(number);
}
