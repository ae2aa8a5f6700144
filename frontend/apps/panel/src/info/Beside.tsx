import type { PastConversation } from '@parley/wire';
import { memo } from 'react';
import { CustomerPart } from '../customer/CustomerPart';
import { PastList } from '../past/PastList';
import type { Past } from '../past/usePast';
import { type Outline, sameOutline } from '../store/alike';
import { Info } from './Info';

interface Props {
  thread: Outline;
  past: Past;
  /** The earlier conversation that is read. */
  reading: string | undefined;
  onHide: () => void;
  onEdit: () => void;
  onRead: (past: PastConversation) => void;
  onMore: () => void;
}

/** What stands beside the conversation: all that is known of the visitor, and what they said before. */
export const Beside = memo(function Beside({ thread, past, reading, onHide, onEdit, onRead, onMore }: Props) {
  return (
    <Info thread={thread} onHide={onHide}>
      {thread.customer && <CustomerPart record={thread.customer} onEdit={onEdit} />}
      <PastList {...{ past, reading, onRead, onMore }} />
    </Info>
  );
}, sameOutline);
