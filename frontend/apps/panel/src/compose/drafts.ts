/** How long writing rests before it is kept. */
const rest = 400;

type Keep = (stream: string, text: string) => void;

/** The unsent texts of this window, one per conversation, each kept on disk shortly after it was written. */
export class Drafts {
  readonly #texts = new Map<string, string>();
  readonly #carets = new Map<string, [number, number]>();
  readonly #keep: Keep;
  #due: { stream: string; timer: ReturnType<typeof setTimeout> } | undefined;

  constructor(keep: Keep) {
    this.#keep = keep;
  }

  /** The text of a conversation: ours, or what was kept before this window was opened. */
  text(stream: string, kept: string): string {
    return this.#texts.get(stream) ?? kept;
  }

  write(stream: string, text: string): void {
    if (this.#due && this.#due.stream !== stream) this.flush();
    clearTimeout(this.#due?.timer);
    this.#texts.set(stream, text);
    this.#due = { stream, timer: setTimeout(() => this.flush(), rest) };
  }

  /** Empties a text that is on its way. What was due to be kept of it is not. */
  take(stream: string): void {
    if (this.#due?.stream === stream) {
      clearTimeout(this.#due.timer);
      this.#due = undefined;
    }
    this.#texts.set(stream, '');
    this.#carets.delete(stream);
  }

  /** Keeps at once what is due. */
  flush(): void {
    if (!this.#due) return;
    const { stream, timer } = this.#due;
    clearTimeout(timer);
    this.#due = undefined;
    this.#keep(stream, this.#texts.get(stream) ?? '');
  }

  /** Remembers where the caret stood. */
  leave(stream: string, from: number, to: number): void {
    this.#carets.set(stream, [from, to]);
  }

  caret(stream: string): [number, number] | undefined {
    return this.#carets.get(stream);
  }
}
