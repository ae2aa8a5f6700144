/** A signal is said again this often while writing goes on, and withdrawn this long after it ended. */
const again = 3000;
const ended = 4000;

type Tell = (stream: string, on: boolean) => void;

/** Tells that the agent is writing, sparingly. */
export class Typing {
  readonly #tell: Tell;
  #on: { stream: string; at: number; timer: ReturnType<typeof setTimeout> } | undefined;

  constructor(tell: Tell) {
    this.#tell = tell;
  }

  wrote(stream: string, now: number): void {
    if (this.#on && this.#on.stream !== stream) this.stop();
    clearTimeout(this.#on?.timer);
    const fresh = !this.#on || now - this.#on.at >= again;
    if (fresh) this.#tell(stream, true);
    this.#on = {
      stream,
      at: fresh ? now : (this.#on?.at ?? now),
      timer: setTimeout(() => this.stop(), ended),
    };
  }

  stop(): void {
    if (!this.#on) return;
    const { stream, timer } = this.#on;
    clearTimeout(timer);
    this.#on = undefined;
    this.#tell(stream, false);
  }
}
