// Who this browser is to the server: the device that commands are sent from, and
// the token that makes its visitor the same one at the next visit. Each tab holds
// both; what is written down counts for all of them.
import type { Store } from './store';

interface Who {
  device: string;
  token?: string;
}

/** Codes that mean: this token is worth nothing any more. */
const strangers = new Set(['token_expired', 'sign_in_failed', 'not_found']);

export class Identity {
  private who: Who;
  private readonly store: Store;

  /** Takes up what is written down, or is somebody new on the device that fresh names. */
  constructor(store: Store, fresh: () => string) {
    this.store = store;
    this.who = this.stored ?? { device: fresh() };
  }

  get device(): string {
    return this.who.device;
  }

  /** Absent before the server has given one. */
  get token(): string | undefined {
    return this.who.token;
  }

  /** The token for requests that go beside the line: that which is written down, if any is. */
  get storedToken(): string {
    return this.stored?.token ?? '';
  }

  /** The token that reads files: what is written down, or else this tab's own. */
  get readingToken(): string {
    return (this.stored ?? this.who).token ?? '';
  }

  /** Takes the token that the server gives. */
  given(token: string): void {
    this.become({ device: this.device, token });
  }

  /** Drops the token where a code says that it is worth nothing; true if there was one. */
  refused(code: string): boolean {
    if (!strangers.has(code) || !this.token) return false;
    this.become({ device: this.device });
    return true;
  }

  /** Takes up what is written down, where anything is. */
  recall(): void {
    this.who = this.stored ?? this.who;
  }

  /** Writes it down, unless somebody is written down already. */
  keep(): void {
    if (!this.stored) this.become(this.who);
  }

  /** Takes over what another tab has written down; true if that is not who this one was. */
  becameAnother(): boolean {
    const { stored } = this;
    if (!stored) return false;
    const same = stored.device === this.device && (!stored.token || stored.token === this.token);
    if (!same) this.who = stored;
    return !same;
  }

  private get stored(): Who | null {
    return this.store.get<Who>('who');
  }

  private become(who: Who): void {
    this.who = who;
    this.store.set('who', who);
  }
}
