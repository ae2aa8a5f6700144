import type { Said } from '../action';
import type { Sendable } from '../files/handOver';

/**
 * How long a letter may lie in this window alone, in milliseconds: it is lost with the process. What the desktop is handed
 * it writes at once, so this is also how often the disk is written to while somebody types.
 */
const within = 200;

const nothing: readonly Sendable[] = [];

type Keep = (stream: string, text: string) => Promise<void>;

/** How a text is sent: as it stands where this is absent. */
export type Way = ((text: string) => Promise<string>) | undefined;

/** Why a text did not leave, and how it was to. */
export interface Refused extends Said {
  of: string;
  way: Way;
}

/** What was given back to a conversation, and what stands behind it. */
interface Back {
  pieces: { text: string; order: number }[];
  rest: string;
}

const joined = ({ pieces, rest }: Back) =>
  [...pieces.map(({ text }) => text), ...(rest ? [rest] : [])].join('\n');

/**
 * The unsent texts of this window, one per conversation, each kept on disk shortly after it was written. They outlive the
 * area in which they are written, which is away while a conversation is looked at in which nothing can be.
 */
export class Drafts {
  readonly #texts = new Map<string, string>();
  /** What was kept before this window was opened. */
  readonly #kept = new Map<string, string>();
  readonly #back = new Map<string, Back>();
  readonly #refused = new Map<string, Refused>();
  readonly #listeners = new Set<(stream: string, caret: number) => void>();
  #orders = 0;
  readonly #carets = new Map<string, [number, number]>();
  readonly #pasted = new Map<string, readonly Sendable[]>();
  readonly #marked = new WeakMap<object, object>();
  /** What was made of whole lists, since something was pasted last. */
  #lists = new WeakMap<object, unknown>();
  readonly #onPasted = new Set<() => void>();
  readonly #keep: Keep;
  #due: { stream: string; timer: ReturnType<typeof setTimeout>; since: number } | undefined;
  #keeping: Promise<void> = Promise.resolve();

  constructor(keep: Keep) {
    this.#keep = keep;
  }

  /** The text of a conversation: ours, or what was kept before this window was opened. */
  text(stream: string, kept: string): string {
    this.#kept.set(stream, kept);
    return this.#texts.get(stream) ?? kept;
  }

  write(stream: string, text: string): void {
    if (this.#due && this.#due.stream !== stream) this.flush();
    this.#texts.set(stream, text);
    const now = performance.now();
    this.#due ??= { stream, timer: setTimeout(() => this.flush(), within), since: now };
    // On a busy machine the keys overtake the timer.
    if (now - this.#due.since >= within) this.flush();
  }

  /** Drops all that is of other conversations than these: what has left comes back, if it does, without what was written before. */
  only(here: ReadonlySet<string>): void {
    if (this.#due && !here.has(this.#due.stream)) {
      clearTimeout(this.#due.timer);
      this.#due = undefined;
    }
    for (const kept of [this.#texts, this.#kept, this.#back, this.#refused, this.#carets, this.#pasted])
      for (const stream of kept.keys()) if (!here.has(stream)) kept.delete(stream);
  }

  /** Empties a text that is on its way, and gives its place among all that were sent. What was due to be kept of it is not. */
  take(stream: string): number {
    if (this.#due?.stream === stream) {
      clearTimeout(this.#due.timer);
      this.#due = undefined;
    }
    this.#texts.set(stream, '');
    this.#carets.delete(stream);
    this.#back.delete(stream);
    this.#refused.delete(stream);
    this.#orders++;
    return this.#orders;
  }

  /**
   * Puts a text that did not leave before what was written since: several in the order in which they were sent. Who writes
   * on stays where they are in that.
   */
  giveBack(stream: string, text: string, order: number): void {
    const since = this.#texts.get(stream) ? this.#carets.get(stream) : undefined;
    this.#putBefore(stream, text, order, since ? text.length + 1 + since[0] : text.length);
  }

  #putBefore(stream: string, text: string, order: number, caret: number): void {
    const now = this.#texts.get(stream) ?? this.#kept.get(stream) ?? '';
    const before = this.#back.get(stream);
    const back = before && joined(before) === now ? before : { pieces: [], rest: now };
    const pieces = [...back.pieces, { text, order }];
    pieces.sort((one, other) => one.order - other.order);
    this.#back.set(stream, { ...back, pieces });
    this.write(stream, joined({ ...back, pieces }));
    this.leave(stream, caret, caret);
    for (const tell of this.#listeners) tell(stream, caret);
  }

  /**
   * The same for a text that was sent at a moment and taken back: before all that is still on its way. It is taken back to
   * be written in.
   */
  takeBack(stream: string, text: string, sentAt: number): void {
    this.#putBefore(stream, text, sentAt - Number.MAX_SAFE_INTEGER, text.length);
  }

  /** Tells of each text that was given back, and where the caret belongs, until what it returns is called. */
  onGivenBack(listen: (stream: string, caret: number) => void): () => void {
    this.#listeners.add(listen);
    return () => this.#listeners.delete(listen);
  }

  /** Remembers why a text did not leave, until it is changed or sent; undefined forgets it. */
  refuse(stream: string, refused: Refused | undefined): void {
    if (refused) this.#refused.set(stream, refused);
    else this.#refused.delete(stream);
  }

  refused(stream: string): Refused | undefined {
    return this.#refused.get(stream);
  }

  /** What was pasted beside the text and is no text. It lives with the window alone. */
  pasted(stream: string): readonly Sendable[] {
    return this.#pasted.get(stream) ?? nothing;
  }

  /**
   * Conversations as this window knows them: what was pasted into one has not been sent either. What is the same as before
   * is the very same.
   */
  marked<T extends { stream: string; draft?: boolean }>(all: T[]): T[] {
    const holds = (one: T) => this.pasted(one.stream).length > 0 && !one.draft;
    if (!all.some(holds)) return all;
    const known = this.#lists.get(all) as T[] | undefined;
    const marked = known ?? all.map((one) => (holds(one) ? this.#mark(one) : one));
    this.#lists.set(all, marked);
    return marked;
  }

  #mark<T extends object>(one: T): T {
    const marked = (this.#marked.get(one) as T | undefined) ?? { ...one, draft: true };
    this.#marked.set(one, marked);
    return marked;
  }

  /** Tells when there may be more or less that was pasted, until what it returns is called. */
  onPasted(listen: () => void): () => void {
    this.#onPasted.add(listen);
    return () => this.#onPasted.delete(listen);
  }

  paste(stream: string, files: readonly Sendable[]): void {
    this.#lay(stream, [...this.pasted(stream), ...files]);
  }

  #lay(stream: string, files: readonly Sendable[]): void {
    this.#pasted.set(stream, files);
    this.#lists = new WeakMap();
    for (const tell of this.#onPasted) tell();
  }

  /** Takes some of it away, and tells which of these were there. */
  unpaste(stream: string, files: readonly Sendable[]): readonly Sendable[] {
    const there = this.pasted(stream);
    this.#lay(
      stream,
      there.filter((one) => !files.includes(one)),
    );
    return there.filter((one) => files.includes(one));
  }

  /** Keeps at once what is due; settles when all is kept. */
  flush(): Promise<void> {
    if (!this.#due) return this.#keeping;
    const { stream, timer } = this.#due;
    clearTimeout(timer);
    this.#due = undefined;
    const kept = this.#keep(stream, this.#texts.get(stream) ?? '');
    this.#keeping = Promise.all([this.#keeping, kept]).then(() => undefined);
    return this.#keeping;
  }

  /** Remembers where the caret stood. */
  leave(stream: string, from: number, to: number): void {
    this.#carets.set(stream, [from, to]);
  }

  caret(stream: string): [number, number] | undefined {
    return this.#carets.get(stream);
  }
}
