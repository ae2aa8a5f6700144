/** @jsxImportSource preact */
import { useEffect, useRef } from 'preact/hooks';
import type { Words } from './words';

interface Props {
  words: Words;
  onYes: () => void;
  onNo: () => void;
}

/** Asks once before the chat is ended. Not a modal: the thread stays readable. */
export function EndAsk({ words, onYes, onNo }: Props) {
  const no = useRef<HTMLButtonElement>(null);
  useEffect(() => no.current?.focus(), []);
  const key = (e: KeyboardEvent) => {
    if (e.key !== 'Escape') return;
    e.stopPropagation();
    onNo();
  };
  return (
    <div class="ask" role="alertdialog" aria-labelledby="ask" onKeyDown={key}>
      <p id="ask">{words.endAsk}</p>
      <span>
        <button type="button" class="plain" ref={no} onClick={onNo}>
          {words.endNo}
        </button>
        <button type="button" class="strong" onClick={onYes}>
          {words.endYes}
        </button>
      </span>
    </div>
  );
}
