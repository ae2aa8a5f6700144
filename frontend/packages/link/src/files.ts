// Files on their way to the server, one at a time. Their bytes are in the memory of
// the tab that took them, and nowhere else: a message waits for its file. What was
// written after it waits too, as long as the file comes soon: who reads expects the
// words under the picture. Words are not kept for long, though. Once the server asks
// to wait, or the files take their time, they are marked as waiting, and what is
// written goes by them. A tab that is gone leaves a message that says so.
import type { FileLimits } from '@parley/wire';
import { backoff } from './backoff';
import type { Env, Handed, Progress } from './env';
import type { Item, Outbox } from './outbox';

export interface FilesOwner {
  /** The visitor's token, empty while there is none. */
  token(): string;
  /** Where a file is handed in. */
  url(upload: string): string;
  /** Whether this tab says of other tabs' files that they are gone. */
  leads(): boolean;
  /** An item changed: it can go, or never will. */
  changed(): void;
  /** More of a file has left. */
  progress(): void;
}

export type FileFault = 'empty_file' | 'file_too_large' | 'file_type_not_allowed';

/** Why a file cannot be sent, as far as can be seen from here; the server has the last word. */
export function fileFault(name: string, size: number, limits: FileLimits): FileFault | null {
  if (size === 0) return 'empty_file';
  if (size > limits.maxBytes) return 'file_too_large';
  const ending = /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase();
  return ending === undefined || limits.endings.includes(ending) ? null : 'file_type_not_allowed';
}

/** Whether waiting a little changes nothing. Where there is no room the visitor is to know: it may be hours. */
const final = ({ status, code }: Handed): boolean =>
  code === 'quota_exceeded' || (status >= 400 && status < 500 && status !== 401 && status !== 429);

const every = 5000;
/** A file whose tab has not been heard of for this long is gone. */
const silence = 20_000;
/** So long words wait for files that are on their way. */
const patience = 10_000;

export class Files {
  private readonly held = new Map<string, Blob>();
  private readonly env: Env;
  private readonly box: Outbox;
  private readonly owner: FilesOwner;
  private under = '';
  private done = 0;
  private tries = 0;
  /** When the next one can go, and whether what is waited for is an answer. */
  private notBefore = 0;
  private unheard = false;
  private abort = () => {};
  private stopWait = () => {};
  /** Ends the patience with the files that are on their way, null while none are. */
  private stopPatience: (() => void) | null = null;
  private ticking = false;

  constructor(env: Env, box: Outbox, owner: FilesOwner) {
    this.env = env;
    this.box = box;
    this.owner = owner;
  }

  take(upload: string, body: Blob): void {
    this.held.set(upload, body);
  }

  /** How much of a file has left, from 0 to 1. */
  progress(upload: string): number {
    return upload === this.under ? this.done : 0;
  }

  /** Whether it is not this file's turn, as far as this tab knows. */
  waits(upload: string): boolean {
    return upload !== this.under;
  }

  /** Whether a new file would stand behind others that were made to wait. */
  get heldUp(): boolean {
    return this.coming().some((i) => i.file?.waits && this.held.has(i.file.upload));
  }

  /** Whether the bytes are here, so that it can be tried once more. */
  has(upload: string): boolean {
    return this.held.has(upload);
  }

  drop(upload: string): void {
    this.held.delete(upload);
    if (this.under === upload) this.stop();
  }

  /** There is a line again: what got no answer is not waited for any longer. */
  kick(): void {
    if (this.unheard) this.notBefore = 0;
    this.work();
  }

  /** Goes on with what waits. */
  work(): void {
    const coming = this.coming();
    if (coming.length > 0) this.tick();
    // Another tab may have taken it back. Called lost it still may arrive: this tab was asleep, and the leading one not.
    const wanted = new Set(this.box.list().map((i) => i.file?.upload));
    for (const upload of this.held.keys()) if (!wanted.has(upload)) this.held.delete(upload);
    if (this.under && !wanted.has(this.under)) {
      this.drop(this.under);
      return;
    }
    const next = coming.find((i) => i.file && this.held.has(i.file.upload));
    if (!next) this.rest();
    if (this.under || this.env.now() < this.notBefore || !next?.file || !this.owner.token()) return;
    this.start(next);
  }

  /** What is not with the server yet, whichever tab has it. */
  private coming(): Item[] {
    return this.box.list().filter((i) => i.file && !i.file.id && !i.refused);
  }

  /** Files are made to wait: nothing that was written waits for them any longer. */
  private holdUp(): void {
    this.rest();
    for (const item of this.coming()) {
      if (item.file && !item.file.waits && this.held.has(item.file.upload))
        this.box.put({ ...item, file: { ...item.file, waits: true } });
    }
    this.owner.changed();
  }

  private rest(): void {
    this.stopPatience?.();
    this.stopPatience = null;
  }

  private start(item: Item): void {
    const { file } = item;
    const body = file && this.held.get(file.upload);
    if (!file || !body) return;
    this.under = file.upload;
    this.done = 0;
    this.stopPatience ??= this.env.later(patience, () => this.holdUp());
    const progress: Progress = (part) => {
      this.done = part;
      this.owner.progress();
    };
    this.abort = this.env.upload(
      this.owner.url(file.upload),
      this.owner.token(),
      file.name,
      body,
      progress,
      (a) => {
        this.under = '';
        const now = this.box.get(item.id);
        if (!now?.file) {
          this.held.delete(file.upload);
          return this.work();
        }
        if (a.status === 200 && a.id) {
          this.tries = 0;
          const { refused: _, ...rest } = now;
          this.box.put({ ...rest, file: { ...now.file, id: a.id } });
          this.held.delete(file.upload);
          // The next one would be asked to wait: its bytes need not leave for that.
          if (a.after) {
            this.unheard = false;
            this.later(a.after);
            this.holdUp();
          }
        } else if (final(a)) {
          this.tries = 0;
          const again = a.after ? { again: this.env.now() + a.after } : {};
          this.box.put({ ...now, refused: { code: a.code, message: a.message, ...again } });
        } else {
          // A line that breaks is soon back, and what was written could not go either.
          const broke = a.status === 0 && this.tries === 0;
          this.unheard = a.status === 0;
          this.later(a.after || backoff(this.tries++, this.env.random()));
          if (!broke) return this.holdUp();
          this.rest();
          this.owner.progress();
          return;
        }
        this.owner.changed();
        this.work();
      },
    );
    this.owner.progress();
  }

  private stop(): void {
    this.abort();
    this.under = '';
    this.work();
  }

  private later(ms: number): void {
    this.notBefore = this.env.now() + ms;
    this.stopWait();
    this.stopWait = this.env.later(ms, () => this.work());
  }

  /** Says from time to time that our files are still here, and of others' when they are not. */
  private tick(): void {
    if (this.ticking) return;
    this.ticking = true;
    this.env.later(every, () => {
      this.ticking = false;
      const now = this.env.now();
      let lost = false;
      for (const item of this.box.list()) {
        if (!item.file || item.file.id || item.refused) continue;
        if (this.held.has(item.file.upload)) this.box.put({ ...item, file: { ...item.file, beat: now } });
        else if (this.owner.leads() && now - item.file.beat > silence) {
          this.box.put({ ...item, refused: { code: 'file_lost', message: '' } });
          lost = true;
        }
      }
      if (lost) this.owner.changed();
      this.work();
    });
  }
}
