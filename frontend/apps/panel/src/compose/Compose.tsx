import { Button, useSay, within } from '@parley/ui';
import type { Line, Thread } from '@parley/wire';
import { CircleSlash, CornerDownLeft } from 'lucide-react';
import { type KeyboardEvent, useLayoutEffect, useRef } from 'react';
import { composeId } from './caret';
import { useWriting } from './useWriting';
import './compose.css';

interface Props {
  thread: Thread;
  line: Line;
  onClose: () => void;
}

/** Where the agent writes. It is one area for all conversations, so that no change of them takes the caret away. */
export function Compose({ thread, line, onClose }: Props) {
  const say = useSay();
  const name = within(thread.name);
  const area = useRef<HTMLTextAreaElement>(null);
  const { text, left, said, write, send, mark, pause } = useWriting(thread, area);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the height follows the text
  useLayoutEffect(() => {
    const element = area.current;
    if (!element) return;
    element.style.height = 'auto';
    element.style.height = `${element.scrollHeight}px`;
  }, [text, thread.stream]);

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    // 229 is what some input methods send for the Enter that ends a composition.
    const composing = event.nativeEvent.isComposing || event.keyCode === 229;
    if (event.key !== 'Enter' || event.shiftKey || composing) return;
    event.preventDefault();
    send();
  };

  return (
    <section className="compose" aria-label={say('compose.label', { name })}>
      <p className="compose-typing" dir="auto">
        {thread.typing && say('thread.typing', { name })}
      </p>
      {said && (
        <p className="compose-error" role="alert">
          {said.text}
        </p>
      )}
      <div className="compose-box">
        <textarea
          id={composeId}
          data-testid="compose"
          ref={area}
          rows={2}
          dir="auto"
          value={text}
          aria-label={say('compose.label', { name })}
          aria-describedby="compose-note"
          placeholder={say('compose.placeholder', { name })}
          onChange={(event) => write(event.target.value)}
          onSelect={mark}
          onBlur={pause}
          onKeyDown={onKeyDown}
        />
        <div className="compose-tools">
          <Button look="quiet" data-testid="close-link" aria-keyshortcuts="Control+Shift+E" onClick={onClose}>
            <CircleSlash size={14} aria-hidden="true" />
            {say('compose.end')}
          </Button>
          <Note line={line} online={thread.online} left={left} />
          <Button look="strong" data-testid="send" keepsCaret onClick={send}>
            {say('compose.send')}
            <CornerDownLeft size={14} aria-hidden="true" />
          </Button>
        </div>
      </div>
    </section>
  );
}

function Note({ line, online, left }: { line: Line; online: boolean; left: number | undefined }) {
  const say = useSay();
  const over = left !== undefined && left < 0;
  const note = () => {
    if (left !== undefined)
      return over ? say('compose.over', { n: -left }) : say('compose.counter', { n: left });
    if (line.state !== 'online') return say('compose.offline');
    return online ? say('compose.hint') : say('compose.gone');
  };
  return (
    <p id="compose-note" className="compose-note figures" data-over={over}>
      {note()}
    </p>
  );
}
