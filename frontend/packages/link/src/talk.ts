// A talk is what the server has told of the visitor's conversation: a fold of
// the frames that came down. It holds no rule of its own.
import type { VisitorEvent } from '@parley/wire';
import type { Down } from './frames';

export interface Talk {
  /** The lineage of the log that this was read from; empty before the first welcome. */
  epoch: string;
  /** The conversation shown; empty while there is none. */
  stream: string;
  cursor: number;
  events: VisitorEvent[];
  /** The conversation before this one, for reading only. */
  past: VisitorEvent[];
  /** The server no longer counts this conversation as open. */
  over: boolean;
}

export const silence: Talk = { epoch: '', stream: '', cursor: 0, events: [], past: [], over: false };

const pastLimit = 200;

/** Where a new message goes: the open conversation, or a new one. */
export const target = (t: Talk): string => (t.over ? '' : t.stream);

const last = (events: VisitorEvent[]): number => events.at(-1)?.seq ?? 0;
const closes = (events: VisitorEvent[]): boolean => events.some((e) => e.kind === 'closed');

/** It ended, or is not there any more, before anybody was free for what the visitor wrote. */
export function unheard(t: Talk): boolean {
  const end = t.events.find((e) => e.kind === 'closed');
  if (end) return end.end === 'nobody_free';
  return t.over && !answered(t);
}

/** Nobody came and nobody will: the server does not tell of such a talk again, and neither do we. */
export const forgotten = (t: Talk): boolean => unheard(t) && !answered(t);

/** What the visitor wrote after the last answer. */
export function unanswered({ events }: Talk): VisitorEvent[] {
  const at = events.findLastIndex((e) => e.kind === 'message' && e.from === 'agent');
  return events.slice(at + 1).filter((e) => e.kind === 'message');
}

/** The number of the agent's last message, 0 before there is one. */
export const lastAnswer = ({ events }: Talk): number =>
  events.findLast((e) => e.kind === 'message' && e.from === 'agent')?.seq ?? 0;

function answered({ events }: Talk): boolean {
  return events.some((e) => e.kind === 'joined');
}

/** The list without repetitions and steps back, continuing after seq. */
function onward(list: VisitorEvent[], after: number): VisitorEvent[] {
  let top = after;
  return list.filter((e) => {
    if (e.seq <= top) return false;
    top = e.seq;
    return true;
  });
}

/** Another conversation begins; the one before stays readable. */
function turn(t: Talk, stream: string): Talk {
  const past = t.events.length && !forgotten(t) ? t.events.slice(-pastLimit) : t.past;
  return { ...t, stream, cursor: 0, events: [], past, over: false };
}

export function fold(t: Talk, f: Down): Talk {
  switch (f.frame) {
    case 'welcome': {
      const same = t.epoch === '' || t.epoch === f.epoch;
      const now = { ...(same ? t : silence), epoch: f.epoch };
      const stream = f.visitor?.stream ?? '';
      if (stream === now.stream) return now;
      return stream === '' ? { ...now, over: true } : turn(now, stream);
    }
    case 'whole': {
      const events = onward(f.events, 0);
      const now = f.stream === t.stream ? t : turn(t, f.stream);
      return { ...now, events, cursor: last(events), over: closes(events) };
    }
    case 'events': {
      const news = onward(f.list, last(t.events));
      const cursor = Math.max(t.cursor, f.cursor);
      if (news.length === 0) return cursor === t.cursor ? t : { ...t, cursor };
      const events = t.events.concat(news);
      return { ...t, events, cursor: Math.max(cursor, last(events)), over: t.over || closes(news) };
    }
    case 'gone':
      return f.stream === t.stream ? { ...silence, epoch: t.epoch } : t;
    case 'done':
      return f.stream && f.stream !== t.stream ? turn(t, f.stream) : t;
    default:
      return t;
  }
}
