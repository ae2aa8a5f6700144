import type { Env } from './env';

const repeat = 4000;
const pause = 5000;
const forget = 6000;

/** Tells the other side that the visitor writes: again every four seconds, and when it stops. */
export class TypingOut {
  private on = false;
  private told = 0;
  private stop = () => {};
  private readonly env: Env;
  private readonly tell: (on: boolean) => void;

  constructor(env: Env, tell: (on: boolean) => void) {
    this.env = env;
    this.tell = tell;
  }

  set(on: boolean): void {
    this.stop();
    if (on) {
      this.stop = this.env.later(pause, () => this.set(false));
      if (this.on && this.env.now() - this.told < repeat) return;
      this.told = this.env.now();
    } else if (!this.on) return;
    this.on = on;
    this.tell(on);
  }
}

/** Remembers that the other side writes, for six seconds after it last said so. */
export class TypingIn {
  on = false;
  private stop = () => {};
  private readonly env: Env;
  private readonly changed: () => void;

  constructor(env: Env, changed: () => void) {
    this.env = env;
    this.changed = changed;
  }

  set(on: boolean): void {
    this.stop();
    if (on) this.stop = this.env.later(forget, () => this.set(false));
    if (on === this.on) return;
    this.on = on;
    this.changed();
  }
}
