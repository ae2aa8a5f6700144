import { Button, useSay } from '@parley/ui';
import { chooses, type FileLimits, type Line } from '@parley/wire';
import { CircleSlash, CornerDownLeft } from 'lucide-react';
import { type MouseEvent, memo, useRef } from 'react';
import { Tools } from '../library/Tools';
import type { TrayKind } from '../library/tray';
import { useSteady } from '../steady';
import { type Tool, useTools } from './tools';

interface Props {
  /** What is open to choose from. */
  tray: TrayKind | undefined;
  onClose: () => void;
  onTray: (kind: TrayKind) => void;
  onFiles: (files: readonly File[]) => void;
  /** Which files can be sent, absent while the server has not said. */
  files: FileLimits | undefined;
  line: Line;
  /** Whether the visitor is there, and whether they ended the chat where they are not. */
  online: boolean;
  ended: boolean;
  /** How many characters there is still room for, where that is near. */
  left: number | undefined;
  /** How many places are still to be filled in. */
  open: number;
  /** What Enter does, and what the button does. */
  hint: string;
  send: string;
  asked: boolean;
  onSend: (press: MouseEvent) => void;
}

/** What stands under the text. A letter that is written changes nothing of it. */
export const Bar = memo(function Bar(props: Props) {
  const say = useSay();
  const { tray, onClose, onTray, onFiles, files, send, asked, onSend } = props;
  const chooser = useRef<HTMLInputElement>(null);
  const onFile = () => chooser.current?.click();
  useTools(useSteady((tool: Tool) => (tool === 'file' ? onFile() : onTray(tool))));
  return (
    <div className="compose-tools">
      <Button look="quiet" data-testid="close-link" aria-keyshortcuts="Control+Shift+E" onClick={onClose}>
        <CircleSlash size={14} aria-hidden="true" />
        <span className="compose-word">{say('compose.end')}</span>
      </Button>
      <Tools open={tray} onPress={onTray} onFile={onFile} />
      <input
        ref={chooser}
        type="file"
        multiple
        hidden
        tabIndex={-1}
        data-testid="file-chooser"
        accept={files && chooses(files)}
        aria-label={say('tool.file')}
        onChange={(event) => {
          const chosen = [...(event.target.files ?? [])];
          event.target.value = '';
          onFiles(chosen);
        }}
      />
      <Note {...props} />
      <Button look="strong" data-testid="send" aria-disabled={asked} keepsCaret onClick={onSend}>
        {send}
        <CornerDownLeft size={14} aria-hidden="true" />
      </Button>
    </div>
  );
});

type NoteProps = Pick<Props, 'line' | 'online' | 'ended' | 'left' | 'open' | 'hint'>;

function Note({ line, online, ended, left, open, hint }: NoteProps) {
  const say = useSay();
  const over = left !== undefined && left < 0;
  const about = () => {
    if (left !== undefined)
      return over ? say('compose.over', { n: -left }) : say('compose.counter', { n: left });
    return open > 0 ? say('compose.open', { n: open }) : undefined;
  };
  const rest = () => {
    if (line.state !== 'online') return say('compose.offline');
    if (online) return hint;
    return say(ended ? 'compose.ended' : 'compose.gone');
  };
  const note = about();
  return (
    <p
      id="compose-note"
      className={`compose-note figures ${note === undefined ? 'folds' : ''}`}
      data-over={over || open > 0}
      data-rest={note === undefined}
    >
      <span>{note ?? rest()}</span>
    </p>
  );
}
