import { Button, useSay } from '@parley/ui';
import type { ReadyMade } from '@parley/wire';
import { useState } from 'react';
import { Answer, CardOption } from './Answer';
import { EmojiTray } from './EmojiTray';
import { byCategory, findAnswers, findCards, type Part } from './find';
import { Tray } from './Tray';
import type { TrayKind } from './tray';
import { useReady } from './useReady';
import './tray.css';

interface Props {
  kind: TrayKind;
  stream: string;
  onInsert: (text: string) => void;
  onSend: (form: 'link' | 'offer', id: string) => void;
  onManage: () => void;
  onClose: (back: boolean) => void;
}

/** What is chosen from while writing: answers, links, offers, emoji. */
export function Trays({ kind, stream, onInsert, onSend, onManage, onClose }: Props) {
  const ready = useReady(stream, kind !== 'emoji');
  if (kind === 'emoji') return <EmojiTray onPick={onInsert} onClose={onClose} />;
  if (!ready) return null;
  if (kind === 'answers') return <Answers {...{ ready, onInsert, onManage, onClose }} />;
  return <Cards key={kind} {...{ kind, ready, onSend, onClose }} />;
}

function Answers({
  ready,
  onInsert,
  onManage,
  onClose,
}: { ready: ReadyMade } & Omit<Props, 'kind' | 'stream' | 'onSend'>) {
  const say = useSay();
  const [typed, setTyped] = useState('');
  return (
    <Tray
      label={say('tool.answers')}
      hint={say('tray.answers.hint')}
      typed={typed}
      onType={setTyped}
      parts={byCategory(findAnswers(ready.answers, typed))}
      none={typed ? say('tray.nothing', { text: typed }) : say('tray.answers.none')}
      keyOf={(answer) => answer.key}
      draw={(answer) => <Answer answer={answer} />}
      onPick={(answer) => onInsert(answer.text)}
      onClose={onClose}
      foot={
        <div className="tray-foot">
          <span>{say('tray.answers.slash')}</span>
          <Button look="link" data-testid="tray-manage" onClick={onManage}>
            {say('tray.manage')}
          </Button>
        </div>
      }
    />
  );
}

interface CardsProps {
  kind: 'links' | 'offers';
  ready: ReadyMade;
  onSend: Props['onSend'];
  onClose: Props['onClose'];
}

function Cards({ kind, ready, onSend, onClose }: CardsProps) {
  const say = useSay();
  const [typed, setTyped] = useState('');
  const things = findCards(ready[kind], typed);
  const parts: Part<(typeof things)[number]>[] = [{ key: kind, heading: '', things }];
  return (
    <Tray
      label={say(`tool.${kind}`)}
      hint={say('tray.cards.hint')}
      typed={typed}
      onType={setTyped}
      parts={parts}
      none={typed ? say('tray.nothing', { text: typed }) : say(`tray.${kind}.none`)}
      keyOf={(card) => card.id}
      draw={(card) => <CardOption card={card} />}
      onPick={(card) => onSend(kind === 'links' ? 'link' : 'offer', card.id)}
      onClose={onClose}
      foot={
        <div className="tray-foot">
          <span>{say('tray.cards.sends')}</span>
        </div>
      }
    />
  );
}
