// Time, chance and the browser come in by this door, so that a test can hold
// all of them in its hand.

/** As much of a WebSocket as the line uses. */
export interface Socket {
  send(text: string): void;
  close(): void;
  onopen: ((e: Event) => void) | null;
  onmessage: ((e: MessageEvent<unknown>) => void) | null;
  onclose: ((e: CloseEvent) => void) | null;
}

/** As much of a BroadcastChannel as the tabs use. */
export interface Channel {
  postMessage(message: unknown): void;
  close(): void;
  onmessage: ((e: MessageEvent<unknown>) => void) | null;
}

/** As much of localStorage as the store uses. */
export interface Shelf {
  readonly length: number;
  key(i: number): string | null;
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

/** Asks for the lock; got is called with a way to give it back, lost when it is taken away. */
export type Lock = (
  name: string,
  steal: boolean,
  got: (release: () => void) => void,
  lost: () => void,
) => void;

export type Moment = 'online' | 'offline' | 'visible' | 'show' | 'hide' | 'stored';

export interface Env {
  now(): number;
  later(ms: number, fn: () => void): () => void;
  random(): number;
  /** 128 random bits in text. */
  id(): string;
  socket(url: string): Socket;
  /** Null where the browser refuses to store. */
  shelf: Shelf | null;
  /** Null where tabs cannot agree on one of them. */
  lock: Lock | null;
  channel(name: string): Channel | null;
  visible(): boolean;
  on(moment: Moment, fn: () => void): () => void;
}
