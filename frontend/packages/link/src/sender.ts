// The sender works the outbox off, one item in flight, in order. A file that was
// made to wait keeps nothing that was written after it: nobody can answer words they
// have not got, and a picture that comes later takes its place when it comes, which
// is the same for everybody. Only an end goes by nothing, and nothing by an end: what
// was sent before it belongs to the conversation that it ends.
import type { Do, Done, Refused } from '@parley/wire';
import type { Env } from './env';
import { comesBack, command, type Item, type Outbox } from './outbox';

export interface SenderOwner {
  /** Where a new item goes. */
  target(): string;
  /** Whether a command can be handed to the line now. */
  ready(): boolean;
  send(f: Do): void;
  /** Whether this tab sends that item. */
  mine(item: Item): boolean;
  /** The line does not answer. */
  stuck(): void;
}

const answerWithin = 15_000;
const mostRepeats = 8;

export class Sender {
  /** Confirmed, and waiting for their event. */
  sent: Item[] = [];

  private inFlight = '';
  private repeats = 0;
  private stopWait = () => {};
  private readonly env: Env;
  private readonly box: Outbox;
  private readonly owner: SenderOwner;

  constructor(env: Env, box: Outbox, owner: SenderOwner) {
    this.env = env;
    this.box = box;
    this.owner = owner;
  }

  /** Sends the first item that waits, unless one is under way. */
  next(): void {
    if (this.inFlight) return;
    const item = this.turn();
    if (!item || !this.owner.ready()) return;
    if (item.stream === undefined) {
      item.stream = this.owner.target();
      this.box.put(item);
    }
    this.inFlight = item.id;
    this.owner.send(command(item));
    this.wait(answerWithin, () => this.owner.stuck());
  }

  /** The item whose turn it is, if it can go. */
  private turn(): Item | undefined {
    const items = this.box.list().filter((i) => !i.refused && this.owner.mine(i));
    const first = items.findIndex((i) => !i.file || i.file.id || !i.file.waits);
    const item = items[first];
    const coming = item?.file && !item.file.id;
    return coming || (first > 0 && item?.kind === 'conversation.leave') ? undefined : item;
  }

  /** The socket is gone, and with it what was under way: it will be repeated. */
  pause(): void {
    this.inFlight = '';
    this.stopWait();
  }

  done(f: Done): void {
    const item = this.box.get(f.id);
    if (item?.kind === 'message.post') this.sent = this.sent.concat(item);
    this.settle(f.id);
  }

  /** An event is as good as a confirmation. */
  happened(ids: Set<string>): void {
    this.sent = this.sent.filter((item) => !ids.has(item.id));
    for (const item of this.box.list()) if (ids.has(item.id)) this.settle(item.id);
    this.anchor();
  }

  /** What waits while words go by belongs where they went: a picture alone is to ring nobody when that is over. */
  private anchor(): void {
    const stream = this.owner.target();
    if (!stream) return;
    for (const item of this.box.list())
      if (item.file?.waits && item.stream === undefined && !item.refused) this.box.put({ ...item, stream });
  }

  refused(f: Refused): void {
    const item = this.box.get(f.id);
    if (item && f.retryAfter && !comesBack(f.code) && this.repeats < mostRepeats) {
      this.repeats++;
      this.wait(f.retryAfter, () => {
        this.inFlight = '';
        this.next();
      });
      return;
    }
    // What they wrote is kept, with the reason. Who could not leave sees that the chat goes on.
    const leaving = item?.kind === 'conversation.leave';
    const keep = item && !leaving ? { ...item, refused: { code: f.code, message: f.message } } : null;
    this.settle(f.id);
    if (keep) this.box.put(keep);
  }

  /** Forgets where items were to go: the conversation they meant is not there any more. */
  loosen(): void {
    for (const item of this.box.list()) {
      const { stream: _, ...rest } = item;
      if (!item.refused) this.box.put(rest);
    }
  }

  private settle(id: string): void {
    this.box.drop(id);
    if (this.inFlight !== id) return;
    this.repeats = 0;
    this.pause();
  }

  private wait(ms: number, fn: () => void): void {
    this.stopWait();
    this.stopWait = this.env.later(ms, fn);
  }
}
