// What the page says without being asked: where the visitor is, and how far the
// agent's words have come. Only the newest counts, so none of it is kept in the
// outbox: one command at a time, seldom, and what the server did not confirm is
// said again.
import type { Do, Done, Page, Refused } from '@parley/wire';
import type { Env } from './env';
import type { Store } from './store';

export interface TrailOwner {
  /** Whether there is a line to say it on. */
  ready(): boolean;
  /** The conversation on screen, over or not: what is read after the end is told too. Empty for none. */
  shown(): string;
  /** The conversation that is open; empty where the next one would begin. */
  open(): string;
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
  f: Do;
  said: Said;
}

/** A moment, so that a message that is seen at once is not told of twice. */
const moment = 400;
/** How long a page waits for its title, which the loader looks at once a second. */
const titled = 1300;
/** A page that turns itself for ever waits no longer than so many times that. */
const turns = 5;
/** The rest between two commands: a visitor may send one a second, and writing comes first. */
const rest = 1500;
const longest = 2048;

/** The page with an address that can be told: one that is too long without what is asked of it. */
export function tellable(page: Page): Page {
  if (page.url.length <= longest) return page;
  return { ...page, url: page.url.replace(/[?#].*$/s, '').slice(0, longest) };
}

export class Trail {
  /** Where the visitor is, null before anybody said. */
  page: Page | null = null;

  private delivered = 0;
  private seen = 0;
  private of = '';
  /** Where the server would have a conversation begin: it was told so over this line. */
  private begins = '';
  private turned = 0;
  private stopPage: (() => void) | null = null;
  /** What was not said yet of the conversation before, when this one began. */
  private left: Wish | null = null;
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
    const moved = page.url !== this.page?.url;
    this.page = page;
    if (!moved || (this.stopPage && ++this.turned > turns)) return;
    this.hold(titled);
  }

  /** The server was greeted from this page. */
  greeted(page: Page): void {
    this.begins = page.url;
  }

  /** This page has the agent's messages up to seq. */
  has(stream: string, seq: number): void {
    if (!this.turn(stream) || seq <= this.delivered) return;
    this.delivered = seq;
    this.soon();
  }

  /** The visitor saw them up to seq. */
  saw(stream: string, seq: number): void {
    if (!this.turn(stream) || seq <= this.seen) return;
    this.seen = seq;
    this.delivered = Math.max(this.delivered, seq);
    this.soon();
  }

  /** How far the visitor saw a conversation, as far as this page knows. */
  sawOf(stream: string): number {
    return stream === this.of ? this.seen : 0;
  }

  /** The line is back, or a conversation began. */
  soon(after = 0): void {
    if (this.stop || this.flying) return;
    // No longer than the rest, where a clock was put back.
    const wait = Math.max(moment, after, Math.min(rest, this.last + rest - this.env.now()));
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
    if (f.id === this.flying?.f.id) this.settle();
  }

  /** What is refused for good would be refused again: it counts as said. */
  refused(f: Refused): void {
    if (f.id !== this.flying?.f.id) return;
    if (!f.retryAfter) {
      this.settle();
      return;
    }
    const page = this.flying.f.kind === 'visitor.view';
    this.flying = null;
    if (page) {
      // Marks do not wait for a page.
      this.turned = turns;
      this.hold(f.retryAfter);
    }
    this.soon(page ? 0 : f.retryAfter);
  }

  private settle(): void {
    if (this.flying) {
      const { f, said } = this.flying;
      if (f.kind === 'visitor.view') this.begins = said.url;
      if (this.flying === this.left) this.left = null;
      else if (said.stream) this.store.set('trail', said);
    }
    this.flying = null;
    this.soon();
  }

  /** The page is told of so much later. */
  private hold(ms: number): void {
    this.stopPage?.();
    this.stopPage = this.env.later(ms, () => {
      this.stopPage = null;
      this.turned = 0;
      this.soon();
    });
  }

  /** Another conversation begins: its numbers begin anew. Of one that is not on screen any more nothing is heard. */
  private turn(stream: string): boolean {
    if (!stream || stream !== this.owner.shown()) return false;
    if (stream !== this.of) {
      this.left = this.mark() ?? this.left;
      this.of = stream;
      this.delivered = 0;
      this.seen = 0;
    }
    return true;
  }

  private say(): void {
    const shown = this.of && this.of === this.owner.shown();
    const wish = this.owner.ready() ? (shown && this.mark()) || this.left || this.view() : null;
    if (!wish || !this.owner.send(wish.f)) return;
    this.flying = wish;
    this.last = this.env.now();
  }

  private said(stream: string): Said {
    const kept = this.store.get<Said>('trail');
    return kept?.stream === stream ? kept : { stream, delivered: 0, seen: 0, url: '' };
  }

  private wish(kind: Do['kind'], body: unknown, said: Said): Wish {
    return { f: { frame: 'do', id: this.owner.id(), stream: said.stream, kind, body }, said };
  }

  private mark(): Wish | null {
    const { of, seen, delivered } = this;
    const said = this.said(of);
    if (seen > said.seen) {
      return this.wish(
        'thread.see',
        { upto: seen },
        { ...said, seen, delivered: Math.max(seen, said.delivered) },
      );
    }
    return delivered > said.delivered
      ? this.wish('thread.deliver', { upto: delivered }, { ...said, delivered })
      : null;
  }

  private view(): Wish | null {
    const { page } = this;
    if (!page || this.stopPage || !/^https?:\/\//.test(page.url)) return null;
    const stream = this.owner.open();
    const said = this.said(stream);
    if (page.url === (stream ? said.url : this.begins)) return null;
    return this.wish('visitor.view', { page }, { ...said, url: page.url });
  }
}
