// A server played by the test: one project, its visitors and their
// conversations, as far as a visitor's line can tell.
import type { Bye, Do, FileLimits, Hello, Page, Signal, VisitorEvent, Wait } from '@parley/wire';
import type { Offered } from '../frames';

type Answer = { frame: 'done'; id: string; stream: string; seq: number } | RefusedNow;
interface RefusedNow {
  frame: 'refused';
  id: string;
  code: string;
  message: string;
  retryAfter?: number;
}

interface Conversation {
  stream: string;
  visitor: string;
  seq: number;
  events: VisitorEvent[];
  open: boolean;
  left: boolean;
  /** Nobody was free: not told of again. */
  dropped: boolean;
}

function trailOf({ kind, body }: Do): string {
  const { upto, page } = (body ?? {}) as { upto?: number; page?: Page };
  if (kind === 'thread.deliver' || kind === 'thread.see') return `${kind} ${upto}`;
  return kind === 'visitor.view' ? `${kind} ${page?.url}` : '';
}

type Unnumbered = Record<string, unknown> & { frame: string };

export class Seat {
  visitor = '';
  device = '';
  n = 0;
  readonly send: (text: string) => void;
  readonly close: () => void;

  constructor(send: (text: string) => void, close: () => void) {
    this.send = send;
    this.close = close;
  }

  down(f: Unnumbered): void {
    this.send(JSON.stringify({ ...f, n: ++this.n }));
  }
}

export class Desk {
  epoch = 'epoch-1';
  /** Where files are read, empty where that is with everything else. */
  filesURL = '';
  files: FileLimits = { maxBytes: 1000, endings: ['png', 'pdf'] };
  offer: Offered = { state: 'online', async: true };
  /** The addresses left, in order. */
  addresses: string[] = [];
  seats = new Set<Seat>();
  conversations: Conversation[] = [];
  hellos: Hello[] = [];
  signals: Signal[] = [];
  /** What pages said without being asked, as in "thread.see 4". */
  trail: string[] = [];
  /** Where pages said a conversation would begin, while there was none. */
  begins: string[] = [];
  /** What to say to the next commands instead of obeying. */
  refuse: Omit<RefusedNow, 'id' | 'frame'>[] = [];
  /** The same for what pages say without being asked. */
  refuseTrail: Omit<RefusedNow, 'id' | 'frame'>[] = [];
  /** Swallow the answers (not the deeds) while set. */
  mute = false;
  /** Say goodbye to a token nobody knows, instead of giving another. */
  strict = true;

  private tokens = new Map<string, string>();
  private answered = new Map<string, { digest: string; answer: Answer }>();
  private count = 0;
  clock: () => number;

  constructor(clock: () => number) {
    this.clock = clock;
  }

  sit(send: (text: string) => void, close: () => void): Seat {
    const seat = new Seat(send, close);
    this.seats.add(seat);
    return seat;
  }

  rise(seat: Seat): void {
    this.seats.delete(seat);
  }

  hear(seat: Seat, text: string): void {
    const f = JSON.parse(text) as Hello | Do | Signal;
    if (f.frame === 'hello') this.hello(seat, f);
    else if (f.frame === 'do') this.do(seat, f);
    else this.signals.push(f);
  }

  bye(seat: Seat, bye: Omit<Bye, 'frame' | 'n'>): void {
    seat.down({ frame: 'bye', ...bye });
    this.rise(seat);
    seat.close();
  }

  byeAll(bye: Omit<Bye, 'frame' | 'n'>): void {
    for (const seat of [...this.seats]) this.bye(seat, bye);
  }

  forgetTokens(): void {
    this.tokens.clear();
  }

  /** The visitor's newest conversation. */
  get latest(): Conversation {
    const c = this.conversations.at(-1);
    if (!c) throw new Error('nobody wrote');
    return c;
  }

  join(name: string): void {
    this.add(this.latest, { kind: 'joined', name });
  }

  say(name: string, text: string): void {
    this.add(this.latest, { kind: 'message', from: 'agent', name, text });
  }

  /** Sends a link or an offer, which says the same in words. */
  send(name: string, form: 'link' | 'offer', card: NonNullable<VisitorEvent['card']>): void {
    const text = [card.title, card.text, card.url].filter(Boolean).join('\n');
    this.add(this.latest, { kind: 'message', from: 'agent', name, text, form, card });
  }

  /** Sends a file, which is called as its kind is. */
  hand(name: string, file: NonNullable<VisitorEvent['file']>): void {
    this.add(this.latest, { kind: 'message', from: 'agent', name, text: file.name, form: 'file', file });
  }

  /** Pushes a card, a product, a carousel or a choice, which says the same in words. */
  push(
    name: string,
    form: 'card' | 'product' | 'carousel' | 'choice',
    rich: NonNullable<VisitorEvent['rich']>,
  ): void {
    const text = [
      ...(rich.cards ?? []).map((c) => c.title),
      ...(rich.products ?? []).map((p) => p.name),
      ...(rich.choice ? [rich.choice.question] : []),
    ].join('\n');
    this.add(this.latest, { kind: 'message', from: 'agent', name, text, form, rich });
  }

  end(end: NonNullable<VisitorEvent['end']> = 'ended'): void {
    this.latest.open = false;
    this.latest.dropped = end === 'nobody_free';
    this.add(this.latest, { kind: 'closed', end });
  }

  happen(kind: 'waiting' | 'transferred'): void {
    this.add(this.latest, { kind });
  }

  warn(closesAt: number): void {
    this.add(this.latest, { kind: 'warned', closesAt });
  }

  /** Offers something else from now on. */
  offers(offer: Offered): void {
    this.offer = offer;
    for (const seat of this.seats) {
      if (!this.open(seat.visitor)) seat.down({ frame: 'offer', offer });
    }
  }

  wait(ahead: number, more: Partial<Omit<Wait, 'frame' | 'n'>> = {}): void {
    const { stream, events } = this.latest;
    const contacts = events.filter((e) => e.kind === 'joined').length;
    for (const seat of this.of(this.latest)) seat.down({ frame: 'wait', stream, contacts, ahead, ...more });
  }

  typing(on: boolean): void {
    for (const seat of this.of(this.latest)) {
      seat.down({ frame: 'signal', kind: 'typing', stream: this.latest.stream, on });
    }
  }

  /** Something a visitor does not see happened: the cursor moves, no event comes. */
  hidden(): void {
    this.latest.seq++;
    this.beat();
  }

  /** An empty events frame, as the server sends from time to time. */
  beat(): void {
    for (const seat of this.seats) {
      const c = this.open(seat.visitor);
      seat.down({ frame: 'events', cursor: c?.seq ?? 0, list: [] });
    }
  }

  private of(c: Conversation): Seat[] {
    return [...this.seats].filter((s) => s.visitor === c.visitor);
  }

  private open(visitor: string): Conversation | undefined {
    return this.conversations.find((c) => c.visitor === visitor && c.open);
  }

  private hello(seat: Seat, h: Hello): void {
    this.hellos.push(h);
    let visitor = h.token ? this.tokens.get(h.token) : undefined;
    if (h.token && !visitor && this.strict) {
      this.bye(seat, { code: 'token_expired', again: false, message: 'This token has expired.' });
      return;
    }
    let token: string | undefined;
    if (!visitor) {
      visitor = `v${++this.count}`;
      token = `token-${this.count}`;
      this.tokens.set(token, visitor);
    }
    seat.visitor = visitor;
    seat.device = h.device;
    const asked = this.conversations.find(
      (c) => c.stream === h.visitor?.stream && c.visitor === visitor && !c.dropped,
    );
    const c = this.open(visitor) ?? asked;
    seat.down({
      frame: 'welcome',
      proto: 1,
      epoch: this.epoch,
      at: this.clock(),
      visitor: {
        project: 'ACME',
        answerable: this.offer.state === 'online',
        offer: this.offer,
        files: this.files,
        ...(this.filesURL ? { filesURL: this.filesURL } : {}),
        ...(token ? { token } : {}),
        ...(c ? { stream: c.stream } : {}),
      },
    });
    const from = c && h.epoch === this.epoch && asked === c ? (h.cursor ?? 0) : 0;
    if (c && from === 0) seat.down({ frame: 'whole', stream: c.stream, events: c.events });
    const list = c && from > 0 ? c.events.filter((e) => e.seq > from) : [];
    seat.down({ frame: 'events', cursor: c?.seq ?? 0, list });
  }

  private do(seat: Seat, f: Do): void {
    const key = `${seat.device} ${f.id}`;
    const digest = JSON.stringify([f.stream, f.kind, f.body]);
    const before = this.answered.get(key);
    let answer: Answer;
    if (before) {
      answer = before.digest === digest ? before.answer : this.no(f, 'id_reused');
    } else {
      answer = this.obey(seat, f);
      if (answer.frame === 'done') this.answered.set(key, { digest, answer });
    }
    if (!this.mute) seat.down({ ...answer });
  }

  private no(f: Do, code: string): RefusedNow {
    return { frame: 'refused', id: f.id, code, message: `Refused: ${code}.` };
  }

  private obey(seat: Seat, f: Do): Answer {
    const said = trailOf(f);
    if (said) return this.follow(seat, f, said);
    const refusal = this.refuse.shift();
    if (refusal) return { frame: 'refused', id: f.id, ...refusal };
    let c = this.conversations.find((x) => x.stream === f.stream && x.visitor === seat.visitor);
    if (f.stream && !c) return this.no(f, 'not_found');
    if (c && !c.open) return this.no(f, 'wrong_state');
    if (!c && this.offer.state === 'none') return this.no(f, 'not_offered');
    c ??= this.open(seat.visitor) ?? this.begin(seat.visitor);
    if (f.kind === 'conversation.leave') {
      c.left = true;
      c.seq++;
    } else if (f.kind === 'address.leave') {
      this.addresses.push((f.body as { email: string }).email);
      c.seq++;
    } else {
      const { text, file } = f.body as { text: string; file?: string };
      const sent = { id: file ?? '', name: 'photo.png', kind: 'png', size: 9 } as const;
      if (file)
        this.add(c, {
          kind: 'message',
          from: 'visitor',
          id: f.id,
          text: sent.name,
          form: 'file',
          file: sent,
        });
      else this.add(c, { kind: 'message', from: 'visitor', id: f.id, text });
    }
    return { frame: 'done', id: f.id, stream: c.stream, seq: c.seq };
  }

  private follow(seat: Seat, f: Do, said: string): Answer {
    const refusal = this.refuseTrail.shift();
    if (refusal) return { frame: 'refused', id: f.id, ...refusal };
    const done: Answer = { frame: 'done', id: f.id, stream: '', seq: 0 };
    const c = f.stream
      ? this.conversations.find((x) => x.stream === f.stream && x.visitor === seat.visitor)
      : this.open(seat.visitor);
    if (!c && (f.stream || f.kind !== 'visitor.view')) return this.no(f, 'not_found');
    if (!c) {
      this.begins.push((f.body as { page: Page }).page.url);
      return done;
    }
    if (f.kind === 'visitor.view') {
      if (!c.open) return this.no(f, 'wrong_state');
    } else {
      const { upto } = f.body as { upto: number };
      if (!(upto >= 1 && upto <= c.seq)) return this.no(f, 'invalid');
    }
    this.trail.push(said);
    return done;
  }

  private begin(visitor: string): Conversation {
    const stream = `c-${++this.count}`;
    const c: Conversation = { stream, visitor, seq: 1, events: [], open: true, left: false, dropped: false };
    this.conversations.push(c);
    for (const seat of this.of(c)) seat.down({ frame: 'whole', stream, events: [] });
    return c;
  }

  private add(c: Conversation, e: Omit<VisitorEvent, 'seq' | 'at'>): void {
    const event = { ...e, seq: ++c.seq, at: this.clock() };
    c.events.push(event);
    for (const seat of this.of(c)) seat.down({ frame: 'events', cursor: c.seq, list: [event] });
  }
}
