import { inAddress, leads, misleads, schemeOf, space, trimmed, word } from './address';

/** Words, or what stands among them. A link leads to an address as it was written: `target` makes it one to follow. */
export type Inline =
  | { kind: 'text'; text: string }
  | { kind: 'code'; text: string }
  | { kind: 'bold' | 'italic' | 'struck'; nodes: Inline[] }
  | { kind: 'link'; href: string; text: string };

/** How many marks can be open at once: what is drawn of them is nested. */
const maxOpen = 8;

const marks = [
  ['**', 'bold'],
  ['*', 'italic'],
  ['_', 'italic'],
  ['~~', 'struck'],
] as const;
type Mark = (typeof marks)[number];

/** What stands behind a mark that nothing has closed yet. The first of them is no mark: it holds what is done. */
interface Open {
  mark: string;
  nodes: Inline[];
}

/** Reads the words of a part. */
export function inline(text: string): Inline[] {
  return new Reader(text).read();
}

class Reader {
  readonly #text: readonly string[];
  #at = 0;
  #open: Open[] = [];
  #last: Open = { mark: '', nodes: [] };

  constructor(text: string) {
    this.#text = [...text];
  }

  read(): Inline[] {
    while (this.#at < this.#text.length) {
      if (this.#text[this.#at] === '\n') this.#giveUp(0);
      if (!this.#code() && !this.#named() && !this.#bare() && !this.#mark()) this.#say(1);
    }
    this.#giveUp(0);
    return this.#last.nodes;
  }

  #peek(away: number): string {
    return this.#text[this.#at + away] ?? '';
  }

  #slice(from: number, to: number): string {
    return this.#text.slice(from, to).join('');
  }

  /** Adds so many signs as they stand. */
  #say(signs: number): void {
    this.#add({ kind: 'text', text: this.#slice(this.#at, this.#at + signs) });
    this.#at += signs;
  }

  #add(node: Inline): void {
    const { nodes } = this.#last;
    const before = nodes.at(-1);
    if (node.kind === 'text' && before?.kind === 'text') before.text += node.text;
    else nodes.push(node);
  }

  /** Makes text of all marks but so many. */
  #giveUp(but: number): void {
    while (this.#open.length > but) {
      const { mark, nodes } = this.#pop();
      this.#add({ kind: 'text', text: mark });
      for (const node of nodes) this.#add(node);
    }
  }

  #pop(): Open {
    const last = this.#last;
    this.#last = this.#open.pop() ?? last;
    return last;
  }

  /** All marks that are open, the innermost first. */
  #opened(): Open[] {
    return [...this.#open.slice(1), this.#last].slice(this.#open.length === 0 ? 1 : 0).reverse();
  }

  /** Reads a mark that opens or closes something; false at any other sign. */
  #mark(): boolean {
    for (const one of marks) {
      const [mark] = one;
      const long = mark.length;
      if (this.#peek(0) !== mark[0] || this.#peek(long - 1) !== mark[0]) continue;
      const before = this.#peek(-1);
      const after = this.#peek(long);
      // ***both***: what was opened last is closed first.
      const nearest = this.#opened().find((open) => open.mark[0] === '*')?.mark;
      if (mark === '**' && nearest === '*' && !space(before)) continue;
      const name = mark === '_' && (before === '_' || after === '_'); // __init__
      if (!name && !space(before) && !word(after) && this.#closes(one)) return true;
      if (name || space(after) || word(before) || this.#open.length >= maxOpen) {
        this.#say(long);
        return true;
      }
      this.#open.push(this.#last);
      this.#last = { mark, nodes: [] };
      this.#at += long;
      return true;
    }
    return false;
  }

  /** Closes the nearest mark of its like, if something stands behind that. */
  #closes([mark, kind]: Mark): boolean {
    const opened = this.#opened();
    const away = opened.findIndex((open) => open.mark === mark);
    if (away < 0 || (away === 0 && this.#last.nodes.length === 0)) return false;
    this.#giveUp(this.#open.length - away);
    const { nodes } = this.#pop();
    this.#add({ kind, nodes });
    this.#at += mark.length;
    return true;
  }

  /** Reads code within a line. */
  #code(): boolean {
    if (this.#peek(0) !== '`') return false;
    for (let to = this.#at + 1; to < this.#text.length && this.#text[to] !== '\n'; to++) {
      if (this.#text[to] !== '`') continue;
      if (to === this.#at + 1) {
        this.#say(2);
        return true;
      }
      this.#add({ kind: 'code', text: this.#slice(this.#at + 1, to) });
      this.#at = to + 1;
      return true;
    }
    return false;
  }

  /** How far from a place on the signs are such. */
  #while(from: number, is: (sign: string) => boolean): number {
    let to = from;
    while (to < this.#text.length && is(this.#text[to] ?? '')) to++;
    return to;
  }

  /** Reads a link with a name, as in [our sizes](https://shop.test/sizes). */
  #named(): boolean {
    if (this.#peek(0) !== '[') return false;
    const end = this.#while(this.#at + 1, (sign) => !'[]\n'.includes(sign));
    const name = this.#slice(this.#at + 1, end);
    if (this.#text[end] !== ']' || this.#text[end + 1] !== '(' || /^ *$/.test(name)) return false;
    const to = this.#while(end + 2, (sign) => inAddress(sign) && !'[()'.includes(sign));
    const href = this.#slice(end + 2, to);
    if (this.#text[to] !== ')' || !schemeOf(href) || !leads(href) || misleads(name)) return false;
    this.#add({ kind: 'link', href, text: name });
    this.#at = to + 1;
    return true;
  }

  /** Reads an address that stands in the text. What looks like one and leads nowhere is text as a whole. */
  #bare(): boolean {
    const before = this.#peek(-1);
    if (word(before) || (before === '_' && (this.#last.mark !== '_' || this.#last.nodes.length > 0)))
      return false;
    const scheme = schemeOf(this.#slice(this.#at, this.#at + 9));
    if (!scheme) return false;
    const to = this.#while(this.#at, inAddress);
    const found = trimmed(this.#text.slice(this.#at, to));
    const text = found.join('');
    const href = scheme === 'www.' ? `https://${text}` : text;
    if (!leads(href)) {
      this.#say(to - this.#at);
      return true;
    }
    this.#add({ kind: 'link', href, text });
    this.#at += found.length;
    return true;
  }
}
