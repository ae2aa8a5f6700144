// What the visitor did and the server has not confirmed. An item is written
// down before it is shown, one key each, so that tabs never overwrite each
// other's; it is repeated under its id until it is done or refused.
import type { Do } from '@parley/wire';
import type { Store } from './store';

export type Deed = Extract<Do['kind'], 'message.post' | 'conversation.leave' | 'address.leave'>;

export interface Refusal {
  code: string;
  message: string;
  /** From when on it can be tried again, by our clock; left out where nobody knows. */
  again?: number;
}

/** A file that a message sends. */
export interface Attached {
  /** The name it is handed in under; a repeat has the same. */
  upload: string;
  name: string;
  size: number;
  /** The server's id for it, once it is there. */
  id?: string;
  /** When the tab that has its bytes was last heard of. */
  beat: number;
  /** It was made to wait, and what was written after it goes by it. */
  waits?: boolean;
}

export interface Item {
  id: string;
  kind: Deed;
  text: string;
  at: number;
  /** Orders what one tab did within the same millisecond. */
  rank: number;
  /** The tab that wrote it. */
  owner: string;
  /** Fixed at the first attempt at the latest, since a repeat must be word for word the same. */
  stream?: string;
  refused?: Refusal;
  /** What it sends in the place of a text; the text is then its name. */
  file?: Attached;
}

/** Refused before anybody could read it: such a message goes back to where it was written. */
const before = new Set(['queue_full', 'not_offered', 'nobody_free']);

export const comesBack = (code: string): boolean => before.has(code);

const start = 'out:';

export class Outbox {
  private rank = 0;
  private readonly store: Store;
  private readonly owner: string;

  constructor(store: Store, owner: string) {
    this.store = store;
    this.owner = owner;
  }

  /** Adds what is done to a conversation, or where none is named to the one that is open when it goes. */
  add(id: string, kind: Deed, text: string, at: number, stream?: string): void {
    this.put({ ...this.make(id, kind, text, at), ...(stream ? { stream } : {}) });
  }

  addFile(id: string, file: Attached, at: number): void {
    this.put({ ...this.make(id, 'message.post', file.name, at), file });
  }

  /** A message that nobody was there for; its id is made from where it stood, so that it comes back once. */
  giveBack(where: string, text: string, at: number): void {
    const refused = { code: 'nobody_free', message: '' };
    this.put({ ...this.make(`back-${where}`, 'message.post', text, at), refused });
  }

  put(item: Item): void {
    this.store.set(start + item.id, item);
  }

  drop(id: string): void {
    this.store.drop(start + id);
  }

  get(id: string): Item | null {
    return this.store.get<Item>(start + id);
  }

  /** All items, oldest first. */
  list(): Item[] {
    const items: Item[] = [];
    for (const key of this.store.keys(start)) {
      const item = this.store.get<Item>(key);
      if (item) items.push(item);
    }
    return items.sort((a, b) => a.at - b.at || a.rank - b.rank || (a.id < b.id ? -1 : 1));
  }

  private make(id: string, kind: Deed, text: string, at: number): Item {
    return { id, kind, text, at, rank: this.rank++, owner: this.owner };
  }
}

function body({ kind, text, file }: Item): Pick<Do, 'body'> {
  if (file) return { body: { file: file.id } };
  if (kind === 'message.post') return { body: { text } };
  return kind === 'address.leave' ? { body: { email: text } } : {};
}

/** The item as a command. */
export function command(item: Item): Do {
  const stream = item.stream ? { stream: item.stream } : {};
  return { frame: 'do', id: item.id, kind: item.kind, ...stream, ...body(item) };
}
