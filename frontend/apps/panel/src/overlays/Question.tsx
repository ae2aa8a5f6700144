import type { Panel } from '@parley/wire';
import { CloseDialog } from '../closing/CloseDialog';
import { AnswersDialog } from '../library/AnswersDialog';
import { SnoozeDialog } from '../snooze/SnoozeDialog';
import type { Entry } from '../switcher/entry';
import { Switcher } from '../switcher/Switcher';
import { TransferDialog } from '../transfer/TransferDialog';
import type { Asked } from './asked';
import { BlockDialog } from './BlockDialog';
import { KeysDialog } from './KeysDialog';
import { SettingsDialog } from './SettingsDialog';
import { SignOutDialog } from './SignOutDialog';
import './dialogs.css';

interface Props {
  asked: Asked;
  boxes: Panel['boxes'];
  clock: number;
  onOpen: (stream: string) => void;
  onDone: () => void;
  /** What the switcher leads to. */
  entries: readonly Entry[];
}

/** The dialog that is open. */
export function Question({ asked, boxes, clock, entries, onOpen, onDone }: Props) {
  switch (asked.about) {
    case 'close':
      return <CloseDialog {...asked} onDone={onDone} />;
    case 'transfer':
      return <TransferDialog {...asked} onDone={onDone} />;
    case 'snooze':
      return <SnoozeDialog {...asked} clock={clock} onDone={onDone} />;
    case 'block':
      return <BlockDialog {...asked} onDone={onDone} />;
    case 'switcher':
      return <Switcher entries={entries} onDone={onDone} />;
    case 'answers':
      return <AnswersDialog onDone={onDone} />;
    case 'settings':
      return <SettingsDialog onDone={onDone} />;
    case 'keys':
      return <KeysDialog onDone={onDone} />;
    default:
      return <SignOutDialog boxes={boxes} onOpen={onOpen} onDone={onDone} />;
  }
}
