// The line is one socket at a time to the server. It says hello, counts the
// frames, and hands them on. Whatever goes wrong, it drops the socket and says
// hello again: reconnecting is the same code as connecting.
import type { Bye, Do, Hello, Signal } from '@parley/wire';
import { backoff } from './backoff';
import type { Env, Socket } from './env';
import { type Down, read } from './frames';

/** What the line asks of its owner. */
export interface LineOwner {
  hello(): Hello;
  frame(f: Down): void;
  /** The line became ready, or ceased to be. */
  changed(): void;
  /** The server says goodbye; true when coming back at once makes sense after all. */
  bye(f: Bye): boolean;
}

const answerWithin = 15_000;
const silenceLimit = 45_000;
const steadyAfter = 10_000;

export class Line {
  /** The opening is over: everything missed has come. */
  ready = false;
  /** Set when the server asked not to come back. */
  closedFor: Bye | null = null;

  private running = false;
  private socket: Socket | null = null;
  private n = 0;
  private attempt = 0;
  private stopWait = () => {};
  private stopWatch = () => {};
  private stopSteady = () => {};
  private readonly env: Env;
  private readonly url: string;
  private readonly owner: LineOwner;

  constructor(env: Env, url: string, owner: LineOwner) {
    this.env = env;
    this.url = url;
    this.owner = owner;
  }

  start(): void {
    if (this.running) return;
    this.running = true;
    this.closedFor = null;
    this.connect();
  }

  stop(): void {
    this.running = false;
    this.stopWait();
    this.hangUp();
  }

  /** Something changed for the better: do not wait out the pause. */
  kick(): void {
    if (this.running && !this.socket && !this.closedFor) this.connect();
  }

  /** Leaves this socket for a new one. */
  restart(): void {
    if (this.running && !this.closedFor) this.drop();
  }

  send(frame: Do | Signal): boolean {
    if (!this.ready || !this.socket) return false;
    this.socket.send(JSON.stringify(frame));
    return true;
  }

  private connect(): void {
    this.stopWait();
    let socket: Socket;
    try {
      socket = this.env.socket(this.url);
    } catch {
      this.again(backoff(this.attempt++, this.env.random()));
      return;
    }
    this.socket = socket;
    this.n = 0;
    this.watch(answerWithin);
    socket.onopen = () => socket.send(JSON.stringify(this.owner.hello()));
    socket.onmessage = (e) => this.hear(e.data);
    socket.onclose = () => this.drop();
  }

  private hear(data: unknown): void {
    const heard = read(data);
    const f = heard?.known;
    if (heard?.n !== this.n + 1 || (heard.n === 1 && f?.frame !== 'welcome' && f?.frame !== 'bye')) {
      this.drop();
    } else if (f?.frame === 'bye') {
      this.goodbye(f);
    } else {
      this.n = heard.n;
      this.watch(this.ready ? silenceLimit : answerWithin);
      if (f) this.owner.frame(f);
      if (f?.frame === 'events' && !f.more && !this.ready && this.socket) this.opened();
    }
  }

  private opened(): void {
    this.ready = true;
    this.watch(silenceLimit);
    this.stopSteady = this.env.later(steadyAfter, () => {
      this.attempt = 0;
    });
    this.owner.changed();
  }

  private goodbye(f: Bye): void {
    const anyway = this.owner.bye(f);
    this.hangUp();
    if (f.again || anyway) this.again((f.after ?? 0) + backoff(this.attempt++, this.env.random()));
    else this.closedFor = f;
    this.owner.changed();
  }

  private watch(ms: number): void {
    this.stopWatch();
    this.stopWatch = this.env.later(ms, () => this.drop());
  }

  private drop(): void {
    this.hangUp();
    if (!this.running) return;
    this.again(backoff(this.attempt++, this.env.random()));
    this.owner.changed();
  }

  private again(ms: number): void {
    this.stopWait();
    this.stopWait = this.env.later(ms, () => this.connect());
  }

  private hangUp(): void {
    this.stopWatch();
    this.stopSteady();
    this.ready = false;
    const socket = this.socket;
    this.socket = null;
    if (!socket) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
  }
}
