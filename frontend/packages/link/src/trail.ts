// What the page says without being asked: where the visitor is, and how far the
// agent's words have come. Only the newest counts, so none of it is kept in the
// outbox: one command at a time, seldom, and what the server did not confirm is
// said again.
import type { Do, Done, Page, Refused } from '@parley/wire';
import type { Env } from './env';
import type { Store } from './store';

export interface TrailOwner {
  /** The conversation that is open, empty for none. */
  stream(): string;
  id(): string;
  /** Hands a command to the line; false where there is none. */
  send(f: Do): boolean;
}

/** What the server has confirmed of one conversation. */
interface Said {
  stream: string;
  delivered: number;
  seen: number;
  url: string;
}

interface Wish {
  id: string;
  f: Pick<Do, 'kind' | 'body'>;
  said: Said;
}

/** A moment, so that a message that is seen at once is not told of twice, and a page has its title. */
const moment = 400;
/** The rest between two commands: a visitor may send one a second, and writing comes first. */
const rest = 1500;
const longest = 2048;

export class Trail {
  private delivered = 0;
  private seen = 0;
  private of = '';
  private page: Page | null = null;
  private flying: Wish | null = null;
  private last = 0;
  private stop: (() => void) | null = null;
  private readonly env: Env;
  private readonly store: Store;
  private readonly owner: TrailOwner;

  constructor(env: Env, store: Store, owner: TrailOwner) {
    this.env = env;
    this.store = store;
    this.owner = owner;
  }

  /** The visitor is on this page. */
  at(page: Page): void {
    this.page = page;
    this.soon();
  }

  /** This page has the agent's messages up to seq. */
  has(stream: string, seq: number): void {
    this.turn(stream);
    if (seq <= this.delivered) return;
    this.delivered = seq;
    this.soon();
  }

  /** The visitor saw them up to seq. */
  saw(stream: string, seq: number): void {
    this.turn(stream);
    if (seq <= this.seen) return;
    this.seen = seq;
    this.delivered = Math.max(this.delivered, seq);
    this.soon();
  }

  /** The line is back, or a conversation began. */
  soon(after = 0): void {
    if (this.stop || this.flying) return;
    const wait = Math.max(moment, after, this.last + rest - this.env.now());
    this.stop = this.env.later(wait, () => {
      this.stop = null;
      this.say();
    });
  }

  /** The line is gone, and with it what was under way. */
  pause(): void {
    this.flying = null;
    this.stop?.();
    this.stop = null;
  }

  done(f: Done): void {
    if (f.id === this.flying?.id) this.settle();
  }

  /** What is refused for good would be refused again: it counts as said. */
  refused(f: Refused): void {
    if (f.id !== this.flying?.id) return;
    if (f.retryAfter) {
      this.flying = null;
      this.soon(f.retryAfter);
    } else this.settle();
  }

  private settle(): void {
    if (this.flying) this.store.set('trail', this.flying.said);
    this.flying = null;
    this.soon();
  }

  /** Another conversation begins: its numbers begin anew. */
  private turn(stream: string): void {
    if (stream === this.of) return;
    this.of = stream;
    this.delivered = 0;
    this.seen = 0;
  }

  private say(): void {
    const wish = this.wish();
    if (!wish || !this.owner.send({ frame: 'do', id: wish.id, stream: wish.said.stream, ...wish.f })) return;
    this.flying = wish;
    this.last = this.env.now();
  }

  private wish(): Wish | null {
    const stream = this.owner.stream();
    if (!stream) return null;
    const kept = this.store.get<Said>('trail');
    const said = kept?.stream === stream ? kept : { stream, delivered: 0, seen: 0, url: '' };
    const id = this.owner.id();
    const { seen, delivered, page } = this;
    const url = page?.url ?? '';
    if (stream === this.of && seen > said.seen) {
      const f = { kind: 'thread.see' as const, body: { upto: seen } };
      return { id, f, said: { ...said, seen, delivered: Math.max(seen, said.delivered) } };
    }
    if (stream === this.of && delivered > said.delivered) {
      const f = { kind: 'thread.deliver' as const, body: { upto: delivered } };
      return { id, f, said: { ...said, delivered } };
    }
    if (page && url !== said.url && /^https?:\/\//.test(url) && url.length <= longest) {
      return { id, f: { kind: 'visitor.view', body: { page } }, said: { ...said, url } };
    }
    return null;
  }
}
