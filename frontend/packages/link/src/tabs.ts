// Of all tabs on one site, one leads: it holds the socket. The others show what
// it tells them and leave their deeds in the store for it to send. Where tabs
// cannot agree, each leads itself.
import type { Page } from '@parley/wire';
import type { Channel, Env } from './env';

export type Word<State> =
  | { t: 'state'; state: State }
  | { t: 'ask' }
  | { t: 'wake' }
  | { t: 'where' }
  | { t: 'typing'; on: boolean }
  | { t: 'at'; page: Page }
  | { t: 'saw'; stream: string; seq: number };

export interface TabsOwner<State> {
  /** This tab leads from now on, or no longer. */
  lead(on: boolean): void;
  word(w: Word<State>): void;
}

/** A leader that does not answer a visible tab for this long is asleep. */
const patience = 3000;

export class Tabs<State> {
  leads = false;
  /** Whether the tabs have one leader between them. */
  readonly shared: boolean;

  private channel: Channel | null = null;
  private release = () => {};
  private stopPatience = () => {};
  private turn = 0;
  private started = false;
  private readonly env: Env;
  private readonly name: string;
  private readonly owner: TabsOwner<State>;

  constructor(env: Env, project: string, owner: TabsOwner<State>) {
    this.env = env;
    this.name = `parley:${project}`;
    this.owner = owner;
    this.shared = env.shelf !== null && env.lock !== null;
  }

  start(): void {
    if (this.started) return;
    this.started = true;
    if (this.env.shelf) this.channel = this.env.channel(this.name);
    if (this.channel) this.channel.onmessage = (e) => this.hear(e.data as Word<State>);
    if (this.shared) {
      this.elect(false);
      this.ask();
    } else this.take(true);
  }

  stop(): void {
    this.started = false;
    this.turn++;
    this.stopPatience();
    this.take(false);
    this.release();
    this.release = () => {};
    this.channel?.close();
    this.channel = null;
  }

  say(w: Word<State>): void {
    this.channel?.postMessage(w);
  }

  /** Asks the leader where things stand; one that stays silent is relieved. */
  ask(): void {
    if (this.leads || !this.shared) return;
    this.say({ t: 'ask' });
    this.stopPatience();
    this.stopPatience = this.env.later(patience, () => {
      if (!this.leads && this.env.visible()) this.elect(true);
    });
  }

  private hear(w: Word<State>): void {
    if (w.t === 'state') this.stopPatience();
    this.owner.word(w);
  }

  private elect(steal: boolean): void {
    const turn = ++this.turn;
    const got = (release: () => void) => {
      if (turn !== this.turn) {
        release();
        return;
      }
      this.release = release;
      this.stopPatience();
      this.take(true);
    };
    const lost = () => {
      if (turn !== this.turn) return;
      this.take(false);
      this.elect(false);
    };
    this.env.lock?.(this.name, steal, got, lost);
  }

  private take(on: boolean): void {
    if (on === this.leads) return;
    this.leads = on;
    this.owner.lead(on);
  }
}
