// A browser played by the test: tabs, storage, locks, channels, and a network
// that can be cut or made to misbehave. Time is vitest's.
import type { Channel, Env, Handed, Lock, Moment, Progress, Shelf, Socket } from '../env';
import { Link, type LinkOptions } from '../link';
import { Desk, type Seat } from './desk';

export class Drawer implements Shelf {
  items = new Map<string, string>();
  changed = () => {};
  get length(): number {
    return this.items.size;
  }
  key(i: number): string | null {
    return [...this.items.keys()][i] ?? null;
  }
  getItem(key: string): string | null {
    return this.items.get(key) ?? null;
  }
  setItem(key: string, value: string): void {
    this.items.set(key, value);
    this.changed();
  }
  removeItem(key: string): void {
    this.items.delete(key);
  }
}

/** A file on its way to the desk. */
export interface Coming {
  url: string;
  upload: string;
  token: string;
  name: string;
  body: Blob;
  progress: Progress;
  done: (answer: Handed) => void;
}

/** What the network does to the frames of one socket on their way down. */
export type Trouble = (text: string) => string[] | 'cut';

export class World {
  desk = new Desk(() => Date.now());
  shelf: Shelf | null;
  private tabs: Tab[] = [];
  lock: Lock | null;
  up = true;
  /** Makes the trouble of one socket. */
  trouble: (() => Trouble) | null = null;
  sockets = 0;
  /** The files that are coming, oldest first: the test says what becomes of them. */
  uploads: Coming[] = [];
  random: () => number = () => 0.5;

  private ids = 0;
  private holders = new Map<string, { waiting: (() => void)[]; lost: (() => void) | null }>();
  private channels = new Map<string, Set<Channel>>();
  private wires = new Set<() => void>();

  constructor() {
    const drawer = new Drawer();
    drawer.changed = () =>
      soon(() => {
        for (const tab of this.tabs) if (tab.alive) tab.fire('stored');
      });
    this.shelf = drawer;
    this.lock = (name, steal, got, lost) => this.acquire(name, steal, got, lost);
  }

  tab(options: Partial<LinkOptions> = {}): Tab {
    const tab = new Tab(this, options);
    this.tabs.push(tab);
    return tab;
  }

  cut(): void {
    for (const close of [...this.wires]) close();
  }

  /** A page that sleeps hears nothing of the others. */
  deaf(tab: Tab): void {
    for (const channel of tab.channels) channel.onmessage = null;
  }

  /** Says something to all pages, as one that is behind might. */
  whisper(name: string, word: unknown): void {
    const channel = this.tune(name);
    channel.postMessage(word);
    channel.close();
  }

  env(tab: Tab): Env {
    return {
      now: () => Date.now(),
      later: (ms, fn) => {
        const t = setTimeout(() => tab.alive && fn(), ms);
        return () => clearTimeout(t);
      },
      random: () => this.random(),
      id: () => `id-${String(++this.ids).padStart(8, '0')}`,
      socket: () => this.dial(),
      upload: (url, token, name, body, progress, done) => {
        this.uploads.push({ url, upload: url.split('/').at(-1) ?? '', token, name, body, progress, done });
        const at = this.uploads.at(-1);
        return () => {
          this.uploads = this.uploads.filter((u) => u !== at);
        };
      },
      load: async (url) => new Blob([url]),
      shelf: this.shelf,
      lock: this.lock,
      channel: (name) => {
        const channel = this.tune(name);
        tab.channels.push(channel);
        return channel;
      },
      visible: () => tab.visible,
      on: (moment, fn) => tab.on(moment, fn),
    };
  }

  private dial(): Socket {
    this.sockets++;
    const socket: Socket = { onopen: null, onmessage: null, onclose: null, send: () => {}, close: () => {} };
    let seat: Seat | null = null;
    const made = new Map<() => Trouble, Trouble>();
    const bend = (text: string) => {
      if (!this.trouble) return [text];
      const trouble = made.get(this.trouble) ?? this.trouble();
      made.set(this.trouble, trouble);
      return trouble(text);
    };
    const close = () => {
      this.wires.delete(close);
      if (seat) this.desk.rise(seat);
      seat = null;
      soon(() => socket.onclose?.({} as CloseEvent));
    };
    const down = (text: string) => {
      const out = bend(text);
      if (out === 'cut') {
        close();
        return;
      }
      for (const data of out) soon(() => socket.onmessage?.({ data } as MessageEvent<unknown>));
    };
    soon(() => {
      if (!this.up) {
        close();
        return;
      }
      seat = this.desk.sit(down, close);
      this.wires.add(close);
      socket.onopen?.({} as Event);
    });
    socket.send = (text) => {
      const to = seat;
      if (to) soon(() => seat === to && this.desk.hear(to, text));
    };
    socket.close = close;
    return socket;
  }

  private acquire(name: string, steal: boolean, got: (r: () => void) => void, lost: () => void): void {
    const lock = this.holders.get(name) ?? { waiting: [], lost: null };
    this.holders.set(name, lock);
    const grant = () => {
      lock.lost = lost;
      got(() => {
        if (lock.lost !== lost) return;
        lock.lost = null;
        const next = lock.waiting.shift();
        if (next) soon(next);
      });
    };
    if (steal) {
      const robbed = lock.lost;
      soon(() => {
        robbed?.();
        grant();
      });
    } else if (lock.lost) lock.waiting.push(grant);
    else {
      lock.lost = lost;
      soon(grant);
    }
  }

  private tune(name: string): Channel {
    const all = this.channels.get(name) ?? new Set<Channel>();
    this.channels.set(name, all);
    const channel: Channel = {
      onmessage: null,
      postMessage: (message) => {
        const data: unknown = structuredClone(message);
        for (const other of all) {
          if (other !== channel) soon(() => other.onmessage?.({ data } as MessageEvent<unknown>));
        }
      },
      close: () => all.delete(channel),
    };
    all.add(channel);
    return channel;
  }
}

const soon = (fn: () => void) => setTimeout(fn, 1);

/** One page with the widget's frame. */
export class Tab {
  alive = true;
  visible = true;
  readonly channels: Channel[] = [];
  readonly link: Link;
  private listeners = new Map<Moment, Set<() => void>>();

  constructor(world: World, options: Partial<LinkOptions>) {
    this.link = new Link(world.env(this), {
      url: 'wss://desk/',
      project: 'acme',
      language: 'en',
      ...options,
    });
    this.link.start();
  }

  on(moment: Moment, fn: () => void): () => void {
    const all = this.listeners.get(moment) ?? new Set();
    this.listeners.set(moment, all);
    all.add(fn);
    return () => all.delete(fn);
  }

  fire(moment: Moment): void {
    for (const fn of [...(this.listeners.get(moment) ?? [])]) fn();
  }

  /** The page is left. */
  leave(): void {
    this.fire('hide');
    this.alive = false;
  }

  /** The texts on screen, in order, with the state of those that are not confirmed. */
  get screen(): string[] {
    const { events, pending } = this.link.view;
    const said = events.filter((e) => e.kind === 'message').map((e) => `${e.from}: ${e.text}`);
    return said.concat(pending.map((p) => `${p.state}: ${p.text}`));
  }
}
