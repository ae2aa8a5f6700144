import { Button, useSay } from '@parley/ui';
import { Link2, MessageSquareText, Smile, Tag } from 'lucide-react';
import { type TrayKind, trayKinds } from './tray';

const signs = { answers: MessageSquareText, links: Link2, offers: Tag, emoji: Smile };

/** The buttons that open what is chosen from. Pressed by mouse they leave the caret where it is. */
export function Tools({ open, onPress }: { open: TrayKind | undefined; onPress: (kind: TrayKind) => void }) {
  const say = useSay();
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
            title={say(`tool.${kind}`)}
            onClick={() => onPress(kind)}
          >
            <Sign size={16} aria-hidden="true" />
          </Button>
        );
      })}
    </fieldset>
  );
}
