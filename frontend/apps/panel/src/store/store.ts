import type { Panel, PanelPatch } from '@parley/wire';
import type { Port } from '../port/port';
import { apply } from './apply';

/** What the window knows: nothing yet, the panel, or why there is none. */
export interface Known {
  panel?: Panel;
  failed?: true;
}

/** Holds the panel for the window: first whole, then change by change. */
export class Store {
  #known: Known = {};
  #waiting: PanelPatch[] = [];
  #asking = false;
  readonly #port: Port;
  readonly #listeners = new Set<() => void>();
  readonly #caret = new Set<() => void>();

  constructor(port: Port) {
    this.#port = port;
  }

  readonly get = (): Known => this.#known;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Tells when the caret belongs into the compose area. */
  readonly onCaret = (listener: () => void): (() => void) => {
    this.#caret.add(listener);
    return () => this.#caret.delete(listener);
  };

  /** Listens first and asks then, so that nothing falls in between. The answer ends the listening. */
  start(): () => void {
    const stop = this.#port.onPatch((patch) => this.#take(patch));
    this.ask();
    return stop;
  }

  /** Asks for the whole. Changes that come meanwhile wait for it. */
  readonly ask = async (): Promise<void> => {
    if (this.#asking) return;
    this.#asking = true;
    try {
      this.#set({ panel: await this.#port.snapshot() });
    } catch {
      this.#waiting = []; // the next change asks again; asking on and on would help nobody
      if (!this.#known.panel) this.#set({ failed: true });
    }
    this.#asking = false;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const patch of waiting) this.#take(patch);
  };

  #take(patch: PanelPatch): void {
    const { panel } = this.#known;
    if (this.#asking) {
      this.#waiting.push(patch);
      return;
    }
    const next = panel ? apply(panel, patch) : 'gap';
    if (next === 'gap') {
      this.#waiting.push(patch);
      this.ask();
      return;
    }
    if (next !== panel) this.#set({ panel: next });
    if (patch.focus) for (const tell of this.#caret) tell();
  }

  #set(known: Known): void {
    this.#known = known;
    for (const tell of this.#listeners) tell();
  }
}
