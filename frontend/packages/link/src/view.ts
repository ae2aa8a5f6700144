// What a page shows, made from what is known. Pure.
import type { VisitorEvent } from '@parley/wire';
import type { Item, Refusal } from './outbox';
import type { Talk } from './talk';

/** How far the visitor has read. */
export interface Seen {
  stream: string;
  seq: number;
}

/** What only the tab that holds the socket knows, and tells the others. */
export interface Head {
  ready: boolean;
  /** The connection has been gone for longer than a blink. */
  lost: boolean;
  /** The server asked not to come back, and why. */
  shut: Refusal | null;
  project: string;
  answerable: boolean | null;
  typing: boolean;
  /** Confirmed, but not yet come back as an event. */
  sent: Item[];
}

export const nothing: Head = {
  ready: false,
  lost: false,
  shut: null,
  project: '',
  answerable: null,
  typing: false,
  sent: [],
};

export interface Pending {
  id: string;
  text: string;
  at: number;
  state: 'sending' | 'sent' | 'failed';
  refused?: Refusal;
}

export interface View extends Omit<Head, 'sent'> {
  stream: string;
  events: VisitorEvent[];
  past: VisitorEvent[];
  over: boolean;
  /** The visitor ended the chat on purpose and has not written since. */
  left: boolean;
  pending: Pending[];
  /** The agent who joined last; empty before. */
  agent: string;
  /** The first message of the agent's that was not seen, 0 without one. */
  firstUnread: number;
  unread: number;
  /** Whether this browser stores what is written. */
  lasting: boolean;
}

interface Known {
  head: Head;
  talk: Talk;
  items: Item[];
  seen: Seen | null;
  left: string | null;
  lasting: boolean;
}

export function view({ head, talk, items, seen, left, lasting }: Known): View {
  const { sent, ...rest } = head;
  const read = seen?.stream === talk.stream ? seen.seq : 0;
  const unread = talk.events.filter((e) => e.kind === 'message' && e.from === 'agent' && e.seq > read);
  const joined = talk.events.filter((e) => e.kind === 'joined');
  return {
    ...rest,
    stream: talk.stream,
    events: talk.events,
    past: talk.past,
    over: talk.over,
    left: left !== null && left === talk.stream && !talk.over,
    pending: pending(talk, sent, items),
    agent: talk.over ? '' : (joined.at(-1)?.name ?? ''),
    firstUnread: unread[0]?.seq ?? 0,
    unread: unread.length,
    lasting,
  };
}

function pending(talk: Talk, sent: Item[], items: Item[]): Pending[] {
  const shown = new Set<string>();
  for (const e of talk.events) if (e.id) shown.add(e.id);
  const out: Pending[] = [];
  const add = (item: Item, state: Pending['state']) => {
    if (item.kind !== 'message.post' || shown.has(item.id)) return;
    shown.add(item.id);
    const refused = item.refused ? { refused: item.refused } : {};
    out.push({ id: item.id, text: item.text, at: item.at, state, ...refused });
  };
  for (const item of sent) add(item, 'sent');
  for (const item of items) add(item, item.refused ? 'failed' : 'sending');
  return out;
}
