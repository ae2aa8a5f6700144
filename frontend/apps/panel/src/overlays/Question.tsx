import type { Found, Panel, StateBox } from '@parley/wire';
import { CloseDialog } from '../closing/CloseDialog';
import { CustomerDialog } from '../customer/CustomerDialog';
import { usePort } from '../desk';
import { AnswersDialog } from '../library/AnswersDialog';
import { RecallDialog } from '../past/RecallDialog';
import { SignOutDialog } from '../shift/SignOutDialog';
import { SnoozeDialog } from '../snooze/SnoozeDialog';
import { Switcher } from '../switcher/Switcher';
import type { Deeds } from '../switcher/useEntries';
import { TransferDialog } from '../transfer/TransferDialog';
import { withdraw } from '../withdraw';
import type { About, Asked, Left } from './asked';
import { BlockDialog } from './BlockDialog';
import { KeysDialog } from './KeysDialog';
import { SettingsDialog } from './SettingsDialog';
import './dialogs.css';

interface Props {
  asked: Asked;
  panel: Panel;
  clock: number;
  onAct: (about: About, box: StateBox, from: Left) => void;
  onOpen: (stream: string) => void;
  onRecall: (past: Found) => void;
  /** Says what was done. */
  onTell: (text: string) => void;
  onDone: () => void;
  /** What the switcher can have done. */
  deeds: Deeds;
}

/** What is asked about one conversation. */
const dialogs = {
  close: CloseDialog,
  transfer: TransferDialog,
  snooze: SnoozeDialog,
  block: BlockDialog,
} as const;

/** The dialog that is open. */
export function Question({ asked, panel, clock, deeds, onAct, onOpen, onRecall, onTell, onDone }: Props) {
  const port = usePort();
  if ('stream' in asked) {
    const { about, stream, name, label } = asked;
    // A text may come back while it is asked: one that the desktop wants to be looked at again.
    const unsent = asked.unsent || panel.boxes.some((box) => box.stream === stream && box.draft);
    const lines = panel.threads.find((thread) => thread.stream === stream)?.lines;
    const Dialog = dialogs[about];
    const leave = () => {
      withdraw(port, [asked]);
      onDone();
    };
    const back = () => {
      // At the end of a shift all that was asked there is left.
      withdraw(port, asked.leaving ? panel.boxes : [asked]);
      onOpen(stream);
    };
    return <Dialog {...{ stream, name, label, lines, unsent, clock, onTell }} onDone={leave} onBack={back} />;
  }
  switch (asked.about) {
    case 'switcher':
      return <Switcher {...{ panel, deeds, onRecall, onDone }} />;
    case 'recall':
      return <RecallDialog past={asked.past} me={panel.session.username ?? ''} onDone={onDone} />;
    case 'answers':
      return <AnswersDialog onDone={onDone} />;
    case 'settings':
      return <SettingsDialog writing={panel.session.writing} onDone={onDone} />;
    case 'customer':
      return (
        <CustomerDialog
          stream={asked.of}
          name={asked.name}
          record={panel.threads.find((thread) => thread.stream === asked.of)?.customer}
          onDone={onDone}
        />
      );
    case 'keys':
      return <KeysDialog session={panel.session} onDone={onDone} />;
    default:
      return <SignOutDialog {...{ panel, clock, onAct, onOpen, onDone }} from={asked.from} />;
  }
}
