import { Button, useSay } from '@parley/ui';
import { Link2, MessageSquareText, Paperclip, Smile, Tag } from 'lucide-react';
import type { Tool } from '../compose/tools';
import { keyNames, shortcut } from '../keys';
import { useKeyName } from '../useKeyName';
import { type TrayKind, trayKinds } from './tray';

const signs = { answers: MessageSquareText, links: Link2, offers: Tag, emoji: Smile };

interface Props {
  open: TrayKind | undefined;
  onPress: (kind: TrayKind) => void;
  onFile: () => void;
}

/** The buttons that open what is chosen from. Pressed by mouse they leave the caret where it is. */
export function Tools({ open, onPress, onFile }: Props) {
  const say = useSay();
  const keyName = useKeyName();
  const hint = (tool: Tool) => `${say(`tool.${tool}`)} (${keyName(keyNames[tool])})`;
  return (
    <fieldset className="tools" aria-label={say('tool.label')}>
      {trayKinds.map((kind) => {
        const Sign = signs[kind];
        return (
          <Button
            key={kind}
            look="icon"
            keepsCaret
            data-testid={`tool-${kind}`}
            aria-label={say(`tool.${kind}`)}
            aria-haspopup="dialog"
            aria-expanded={open === kind}
            title={kind === 'answers' ? say('tool.answers') : hint(kind)}
            aria-keyshortcuts={kind === 'answers' ? undefined : shortcut(keyNames[kind])}
            onClick={() => onPress(kind)}
          >
            <Sign size={16} aria-hidden="true" />
          </Button>
        );
      })}
      <Button
        look="icon"
        keepsCaret
        data-testid="tool-file"
        aria-label={say('tool.file')}
        title={hint('file')}
        aria-keyshortcuts={shortcut(keyNames.file)}
        onClick={onFile}
      >
        <Paperclip size={16} aria-hidden="true" />
      </Button>
    </fieldset>
  );
}
