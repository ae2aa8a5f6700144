// What the browser keeps for the visitor. Nothing is written before the
// visitor's first action: until keep() all of it is memory.
import type { Shelf } from './env';

export class Store {
  private memory = new Map<string, string>();
  private kept: boolean;
  private shelf: Shelf | null;
  private readonly prefix: string;

  constructor(shelf: Shelf | null, project: string) {
    this.shelf = shelf;
    this.prefix = `parley:${project}:`;
    this.kept = this.onShelf().length > 0;
  }

  /** Whether what is written here outlives the page. */
  get lasting(): boolean {
    return this.shelf !== null;
  }

  /** Whether the visitor has acted, in this tab or another. */
  get touched(): boolean {
    return this.kept || this.onShelf().length > 0;
  }

  /** The visitor has acted: from now on everything is written down, unless another tab was first. */
  keep(): void {
    if (this.kept) return;
    this.kept = true;
    const held = [...this.memory];
    this.memory.clear();
    for (const [key, value] of held) if (this.read(key) === null) this.write(key, value);
  }

  get<T>(key: string): T | null {
    const text = this.read(this.prefix + key);
    if (text === null) return null;
    try {
      return JSON.parse(text) as T;
    } catch {
      return null;
    }
  }

  set(key: string, value: unknown): void {
    this.write(this.prefix + key, JSON.stringify(value));
  }

  drop(key: string): void {
    this.memory.delete(this.prefix + key);
    try {
      this.shelf?.removeItem(this.prefix + key);
    } catch {
      this.shelf = null;
    }
  }

  /** The keys that begin with start. */
  keys(start: string): string[] {
    const all = new Set([...this.memory.keys(), ...this.onShelf()]);
    const whole = this.prefix + start;
    return [...all].filter((key) => key.startsWith(whole)).map((key) => key.slice(this.prefix.length));
  }

  private onShelf(): string[] {
    const found: string[] = [];
    try {
      const shelf = this.shelf;
      for (let i = 0; shelf && i < shelf.length; i++) {
        const key = shelf.key(i);
        if (key?.startsWith(this.prefix)) found.push(key);
      }
    } catch {
      this.shelf = null;
    }
    return found;
  }

  private read(key: string): string | null {
    const held = this.memory.get(key);
    if (held !== undefined) return held;
    try {
      return this.shelf?.getItem(key) ?? null;
    } catch {
      this.shelf = null;
      return null;
    }
  }

  /** A full or withdrawn shelf loses nothing that this page shows: memory takes over. */
  private write(key: string, value: string): void {
    if (this.kept && this.shelf) {
      try {
        this.shelf.setItem(key, value);
        this.memory.delete(key);
        return;
      } catch {
        this.memory.set(key, value);
        return;
      }
    }
    this.memory.set(key, value);
  }
}
