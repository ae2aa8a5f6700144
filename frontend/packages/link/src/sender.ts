// The sender works the outbox off, one item in flight, in order.
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
    const item = this.box.list().find((i) => !i.refused && this.owner.mine(i));
    // Its file is still on its way: what was written after it waits with it.
    if (!item || (item.file && !item.file.id) || !this.owner.ready()) return;
    if (item.stream === undefined) {
      item.stream = this.owner.target();
      this.box.put(item);
    }
    this.inFlight = item.id;
    this.owner.send(command(item));
    this.wait(answerWithin, () => this.owner.stuck());
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
    // That the visitor could not leave is no news to them; what they wrote is kept, with the reason.
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
