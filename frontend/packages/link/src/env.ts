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

/** How much has left, from 0 to 1. */
export type Progress = (part: number) => void;

/** What became of a file: its id, or why there is none. Status 0 is no answer at all. */
export interface Handed {
  status: number;
  id: string;
  code: string;
  message: string;
  /** How long to wait before it is tried again, in ms; 0 where that was not said. */
  after: number;
}

export interface Env {
  /** Hands a file in; the answer ends it, and done is then not called. */
  upload(
    url: string,
    token: string,
    name: string,
    body: Blob,
    progress: Progress,
    done: (a: Handed) => void,
  ): () => void;
  /** Reads a file; rejects where it cannot be had. */
  load(url: string, token: string): Promise<Blob>;
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
