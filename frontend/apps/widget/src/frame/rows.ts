// The thread as rows to draw, made from what the link shows. Pure.
import type { Pending, View } from '@parley/link';

type Event = View['events'][number];

export interface Message {
  row: 'message';
  key: string;
  from: 'visitor' | 'agent';
  name: string;
  text: string;
  at: number;
  /** First and last of a group by the same hand. */
  first: boolean;
  last: boolean;
  seq: number;
  past: boolean;
  /** What it is, where it is not a text. */
  form?: Event['form'];
  card?: NonNullable<Event['card']>;
  rich?: NonNullable<Event['rich']>;
  file?: NonNullable<Event['file']>;
  /** Of a choice: the option that was taken, and whether one still can be. */
  taken?: string;
  asks?: boolean;
  /** A file that has not been sent yet. */
  going?: NonNullable<Pending['file']>;
  state?: Pending['state'];
  id?: string;
  code?: string;
  reason?: string;
  /** From when on it can be tried again. */
  again?: number;
}

export type Row =
  | Message
  | { row: 'day'; key: string; at: number }
  | { row: 'joined'; key: string; name: string }
  | { row: 'lost'; key: string; name: string }
  | { row: 'ended'; key: string; end: Event['end']; past: boolean }
  | { row: 'transferred' | 'left' | 'waiting' | 'earlier' | 'unread'; key: string };

/** Messages of one hand within this time stand together. */
const together = 5 * 60_000;

const dayOf = (at: number): string => new Date(at).toDateString();

/**
 * The events that the visitor is told of. That somebody joined is said when there was nobody: a hand-over is silent,
 * or told by a line of its own where the desk wants that, as soon as a colleague has it. Until then, and where it comes
 * back later to who handed it on, nobody has taken over; a colleague who has it at once may bear the same name.
 * Whoever is lost is named.
 */
export function told(events: readonly Event[]): Event[] {
  const out: Event[] = [];
  let there: string | null = null;
  let handed: number | null = null;
  for (const e of events) {
    if (e.kind === 'transferred') handed = e.at;
    else if (e.kind === 'joined') {
      const name: string = e.name ?? '';
      if (there === null) out.push(e);
      else if (handed !== null && (there !== name || e.at === handed))
        out.push({ ...e, kind: 'transferred' });
      there = name;
      handed = null;
    } else if (e.kind === 'waiting' || e.kind === 'closed') {
      out.push(there === null ? e : { ...e, name: there });
      there = null;
    } else out.push(e);
  }
  return out;
}

export function rows(view: View, firstUnread: number): Row[] {
  const out: Row[] = [];
  let day = '';
  const onDay = (at: number) => {
    if (dayOf(at) === day) return;
    day = dayOf(at);
    out.push({ row: 'day', key: `day-${out.length}`, at });
  };
  const tell = (e: Event, past: boolean) => {
    const key = past ? `past-${e.seq}` : (e.id ?? `${view.stream}-${e.seq}`);
    if (e.kind === 'joined') out.push({ row: 'joined', key, name: e.name ?? '' });
    else if (e.kind === 'waiting') out.push({ row: 'lost', key, name: e.name ?? '' });
    else if (e.kind === 'transferred') out.push({ row: 'transferred', key });
    else if (e.kind === 'closed') {
      if (e.end === 'nobody_free') unsent(out);
      out.push({ row: 'ended', key, end: e.end, past });
    } else if (e.kind === 'message') {
      onDay(e.at);
      if (!past && e.seq === firstUnread) out.push({ row: 'unread', key: 'unread' });
      out.push(message(key, e, past));
    }
  };
  if (view.past.length) out.push({ row: 'earlier', key: 'earlier' });
  for (const e of told(view.past)) tell(e, true);
  for (const e of told(view.events)) tell(e, false);
  for (const p of view.pending) {
    onDay(p.at);
    out.push(waitingMessage(p));
  }
  if (view.left) out.push({ row: 'left', key: 'left' });
  else if (view.waits) out.push({ row: 'waiting', key: 'waiting' });
  choose(out, !view.over && !view.left);
  return grouped(out);
}

/** What nobody was free for, after the last answer, is the visitor's again: it counts as sent no more. */
function unsent(list: Row[]): void {
  for (const row of list.toReversed()) {
    if (row.row === 'ended' || (row.row === 'message' && row.from === 'agent')) return;
    if (row.row === 'message') delete row.state;
  }
}

/** The visitor's next words, and not their files, answer the choices before them: they take an option of the newest that has it. */
function choose(list: Row[], ongoing: boolean): void {
  let open: Message[] = [];
  for (const row of list) {
    if (row.row !== 'message') continue;
    if (row.rich?.choice) open.push(row);
    else if (row.from === 'visitor' && !row.file && !row.going) {
      const taken = open.findLast((choice) => choice.rich?.choice?.options.includes(row.text));
      if (taken) taken.taken = row.text;
      open = [];
    }
  }
  for (const choice of open) if (ongoing && !choice.past) choice.asks = true;
}

function message(key: string, e: Event, past: boolean): Message {
  const from = e.from ?? 'agent';
  return {
    ...{ row: 'message', key, from, name: e.name ?? '', text: e.text ?? '', at: e.at },
    ...{ first: true, last: true, seq: e.seq, past },
    // Of an erased one only the form is left.
    ...(e.form && e.card?.title ? { form: e.form, card: e.card } : {}),
    ...(e.form && e.rich ? { form: e.form, rich: e.rich } : {}),
    ...(e.form && e.file?.id ? { form: e.form, file: e.file } : {}),
    ...(from === 'visitor' ? { state: 'sent' as const } : {}),
  } as Message;
}

function waitingMessage(p: Pending): Message {
  return {
    row: 'message',
    key: p.id,
    from: 'visitor',
    name: '',
    text: p.text,
    at: p.at,
    first: true,
    last: true,
    seq: 0,
    past: false,
    state: p.state,
    id: p.id,
    ...(p.file ? { going: p.file } : {}),
    ...(p.refused ? { code: p.refused.code, reason: p.refused.message } : {}),
    ...(p.refused?.again ? { again: p.refused.again } : {}),
  };
}

/** Marks which messages stand together. */
function grouped(list: Row[]): Row[] {
  list.forEach((row, i) => {
    const before = list[i - 1];
    if (row.row !== 'message' || before?.row !== 'message') return;
    const apart = before.state === 'failed' || row.state === 'failed' || row.at - before.at > together;
    if (before.from !== row.from || before.name !== row.name || apart) return;
    row.first = false;
    before.last = false;
  });
  return list;
}
