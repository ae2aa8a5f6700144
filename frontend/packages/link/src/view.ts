// What a page shows, made from what is known. Pure.
import type { FileLimits, VisitorEvent, Wait } from '@parley/wire';
import type { Files } from './files';
import type { Offered } from './frames';
import { comesBack, type Item, type Refusal } from './outbox';
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
  /** What the visitor is offered; null while the server has not said. */
  offer: Offered | null;
  /** How the wait stands, as last told; null while it was not. */
  wait: Wait | null;
  /** How far the server's clock is ahead of ours. */
  skew: number;
  typing: boolean;
  /** Which files can be sent; null where none can. */
  files: FileLimits | null;
  /** Confirmed, but not yet come back as an event. */
  sent: Item[];
}

export const nothing: Head = {
  ready: false,
  lost: false,
  shut: null,
  project: '',
  offer: null,
  wait: null,
  skew: 0,
  typing: false,
  files: null,
  sent: [],
};

export interface SendingFile {
  name: string;
  size: number;
  /** How much of it has left, from 0 to 1. */
  progress: number;
  /** Whether its bytes are here, so that it can be tried again. */
  here: boolean;
  /** It is not its turn yet. */
  waits: boolean;
  /** The server has all of it, and it cannot be taken back any more. */
  there: boolean;
}

export interface Pending {
  id: string;
  text: string;
  at: number;
  state: 'sending' | 'sent' | 'failed';
  refused?: Refusal;
  /** A file, while it is sent. */
  file?: SendingFile;
}

/** Where the visitor wants to be told of an answer. */
export interface Address {
  email: string;
  /** The conversation it was left in. */
  stream: string;
}

export interface Told extends Address {
  state: 'sending' | 'left' | 'refused';
}

export interface View extends Omit<Head, 'sent'> {
  stream: string;
  events: VisitorEvent[];
  past: VisitorEvent[];
  over: boolean;
  /** The visitor ended the chat on purpose and has not written since. */
  left: boolean;
  pending: Pending[];
  /** Refused before anybody could read it: to be put back where the visitor writes. */
  back: Pending[];
  /** The visitor has written, and nobody is there for it yet or any more. */
  waits: boolean;
  /** The agent who is there; empty while nobody is. */
  agent: string;
  /** When the conversation ends unless the visitor writes, by our clock; 0 where it does not. */
  endsAt: number;
  address: Told | null;
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
  address: Address | null;
  lasting: boolean;
  files: Pick<Files, 'progress' | 'has' | 'waits'>;
}

export function view({ head, talk, items, seen, left, address, lasting, files }: Known): View {
  const { sent, ...rest } = head;
  const read = seen?.stream === talk.stream ? seen.seq : 0;
  const unread = talk.events.filter((e) => e.kind === 'message' && e.from === 'agent' && e.seq > read);
  const warning = warningOf(talk, items);
  const wait = waitOf(talk, head.wait);
  const agent = wait || talk.over ? null : agentOf(talk);
  const gone = left !== null && left === talk.stream && !talk.over;
  const written = talk.events.some((e) => e.kind === 'message');
  const waits = written && !talk.over && !gone && agent === null;
  return {
    ...rest,
    stream: talk.stream,
    events: talk.events,
    past: talk.past,
    over: talk.over,
    left: gone,
    pending: pending(talk, sent, items, files),
    back: items.filter(isBack).map((item) => asPending(item, 'failed', files)),
    waits,
    wait: waits ? wait : null,
    agent: agent ?? '',
    endsAt: warning ? (warning.closesAt ?? 0) - head.skew : 0,
    address: told(address, items),
    firstUnread: unread[0]?.seq ?? 0,
    // Who has the window closed would else not hear that the end is near.
    unread: unread.length + (warning && warning.seq > read ? 1 : 0),
    lasting,
  };
}

function pending(talk: Talk, sent: Item[], items: Item[], files: Known['files']): Pending[] {
  const shown = new Set<string>();
  for (const e of talk.events) if (e.id) shown.add(e.id);
  const out: Pending[] = [];
  const add = (item: Item, state: Pending['state']) => {
    if (item.kind !== 'message.post' || shown.has(item.id) || isBack(item)) return;
    shown.add(item.id);
    out.push(asPending(item, state, files));
  };
  for (const item of sent) add(item, 'sent');
  for (const item of items) add(item, item.refused ? 'failed' : 'sending');
  return out;
}

const isBack = ({ kind, file, refused }: Item): boolean =>
  kind === 'message.post' && !file && refused !== undefined && comesBack(refused.code);

function asPending(item: Item, state: Pending['state'], files: Known['files']): Pending {
  const { id, text, at, refused, file } = item;
  const sent = file && {
    name: file.name,
    size: file.size,
    progress: file.id ? 1 : files.progress(file.upload),
    here: file.id !== undefined || files.has(file.upload),
    waits: file.id === undefined && files.waits(file.upload),
    there: file.id !== undefined,
  };
  return { id, text, at, state, ...(refused ? { refused } : {}), ...(sent ? { file: sent } : {}) };
}

/**
 * The wait that was told of this conversation, until somebody else joins. Where the visitor is not told of a transfer,
 * this alone tells that whoever joined last is gone.
 */
function waitOf({ stream, events }: Talk, wait: Wait | null): Wait | null {
  if (wait?.stream !== stream) return null;
  return events.filter((e) => e.kind === 'joined').length > (wait.contacts ?? 0) ? null : wait;
}

/** Who is there for the visitor, null for nobody; a name may be unknown. */
function agentOf({ events }: Talk): string | null {
  const e = events.findLast((e) => e.kind === 'joined' || e.kind === 'waiting' || e.kind === 'transferred');
  return e?.kind === 'joined' ? (e.name ?? '') : null;
}

/** The warning that still stands. */
function warningOf({ events, over }: Talk, items: Item[]): VisitorEvent | undefined {
  const at = events.findLastIndex((e) => e.kind === 'warned');
  const after = events.slice(at + 1).some((e) => e.kind === 'message' || e.kind === 'joined');
  const writes = items.some((i) => i.kind === 'message.post' && !i.refused);
  return over || after || writes ? undefined : events[at];
}

function told(address: Address | null, items: Item[]): Told | null {
  const item = items.findLast((i) => i.kind === 'address.leave');
  if (!item) return address && { ...address, state: 'left' };
  return { email: item.text, stream: item.stream ?? '', state: item.refused ? 'refused' : 'sending' };
}
