// What may come down the line, read with suspicion: a frame that is not what
// it says it is ends the line, a frame of a newer server is counted and ignored.
import type {
  Bye,
  Done,
  EventsVisitorEvent,
  Gone,
  Offer,
  Refused,
  Signal,
  VisitorEvent,
  VisitorOffer,
  Wait,
  Welcome,
  WholeVisitorEvent,
} from '@parley/wire';

export type Down =
  | Welcome
  | WholeVisitorEvent
  | EventsVisitorEvent
  | Gone
  | Done
  | Refused
  | (Signal & { n: number })
  | Offer
  | Wait
  | Bye;

/** A frame with its number; `known` is absent for a frame this program does not know. */
export interface Heard {
  n: number;
  known?: Down;
}

/** An offer, and whether the desk sends mail; a server that does not say sends none. */
export type Offered = VisitorOffer & { mail?: boolean };

type Fields = Record<string, unknown>;
type Check = (f: Fields) => boolean;

const isString = (v: unknown): v is string => typeof v === 'string';
const isNumber = (v: unknown): v is number => typeof v === 'number' && Number.isFinite(v);
const isFields = (v: unknown): v is Fields => typeof v === 'object' && v !== null && !Array.isArray(v);

function isEvent(v: unknown): v is VisitorEvent {
  return isFields(v) && isNumber(v.seq) && isNumber(v.at) && isString(v.kind);
}

const isOffer = (v: unknown): v is VisitorOffer =>
  isFields(v) && isString(v.state) && typeof v.async === 'boolean';

// A server that is older than this program says none.
const mayBeOffer = (v: unknown): boolean => v === undefined || isOffer(v);

const areEvents = (v: unknown): v is VisitorEvent[] => Array.isArray(v) && v.every(isEvent);

const checks = new Map<string, Check>([
  [
    'welcome',
    (f) => isString(f.epoch) && isNumber(f.at) && isFields(f.visitor) && mayBeOffer(f.visitor.offer),
  ],
  ['whole', (f) => isString(f.stream) && areEvents(f.events)],
  ['events', (f) => isNumber(f.cursor) && areEvents(f.list)],
  ['gone', (f) => isString(f.stream)],
  ['done', (f) => isString(f.id)],
  ['refused', (f) => isString(f.id) && isString(f.code)],
  ['signal', (f) => isString(f.stream) && isString(f.kind) && typeof f.on === 'boolean'],
  ['offer', (f) => isOffer(f.offer)],
  ['wait', (f) => isString(f.stream) && isNumber(f.ahead) && isNumber(f.estimate ?? 0)],
  ['bye', (f) => isString(f.code) && typeof f.again === 'boolean'],
]);

/** The frame in data, or null when data is not a frame at all. */
export function read(data: unknown): Heard | null {
  if (!isString(data)) return null;
  let f: unknown;
  try {
    f = JSON.parse(data);
  } catch {
    return null;
  }
  if (!isFields(f) || !isString(f.frame) || !isNumber(f.n)) return null;
  const check = checks.get(f.frame);
  if (!check) return { n: f.n };
  return check(f) ? { n: f.n, known: f as unknown as Down } : null;
}
