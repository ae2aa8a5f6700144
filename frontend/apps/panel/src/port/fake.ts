import type { Panel, PanelPatch, ShelfItem, Thread, TransferTarget } from '@parley/wire';
import type { Channel, Port, Status } from './port';
import { Refusal } from './refusal';

type Change = Omit<PanelPatch, 'rev'>;

/** A program that is not there: for the gallery and the tests. It does what it is told, at once, and notes it. */
export class FakePort implements Port {
  panel: Panel;
  /** Every order given, as in "close c2". */
  readonly orders: string[] = [];
  /** Orders that are refused, by name. */
  readonly refuses = new Map<string, Refusal>();
  /** Whom conversations can be transferred to. */
  who: TransferTarget[] = [];
  readonly #threads: ReadonlyMap<string, Thread>;
  readonly #listeners = new Set<(patch: PanelPatch) => void>();
  #keys = 0;

  constructor(panel: Panel, threads: readonly Thread[] = []) {
    this.panel = panel;
    this.#threads = new Map(threads.map((thread) => [thread.stream, thread]));
  }

  async snapshot(): Promise<Panel> {
    return this.panel;
  }

  onPatch(listen: (patch: PanelPatch) => void): () => void {
    this.#listeners.add(listen);
    return () => this.#listeners.delete(listen);
  }

  /** Changes the state and tells it. */
  tell(change: Change): void {
    const patch = this.lose(change);
    for (const listen of this.#listeners) listen(patch);
  }

  /** Changes the state and tells nobody, as when a change is lost on its way. */
  lose(change: Change): PanelPatch {
    const { focus: _, noThread, threadPatch, ...parts } = change;
    const rev = this.panel.rev + 1;
    const { thread: old, ...rest } = this.panel;
    const thread = noThread ? undefined : (parts.thread ?? old);
    const lines = [...(thread?.lines ?? []), ...(threadPatch?.lines ?? [])];
    this.panel = { ...rest, ...parts, ...(thread && { thread: { ...thread, lines } }), rev };
    return { ...change, rev };
  }

  async signIn(server: string, email: string): Promise<void> {
    this.#note('signIn', server, email);
    this.tell({ session: { ...this.panel.session, state: 'signing_in', server, email } });
  }

  async signOut(force: boolean): Promise<void> {
    this.#note('signOut', force);
    this.tell({ session: { ...this.panel.session, state: 'signed_out' }, boxes: [], noThread: true });
  }

  async setStatus(channel: Channel, status: Status): Promise<void> {
    this.#note('setStatus', channel, status);
    const light = status === 'available' ? 'green' : 'red';
    this.tell({
      ...(status === 'available' && { imposed: '' }),
      channels: this.panel.channels.map((lamp) =>
        lamp.channel === channel ? { ...lamp, status, light } : lamp,
      ),
    });
  }

  async focus(stream: string): Promise<void> {
    this.#note('focus', stream);
    const thread = this.#threads.get(stream);
    if (!thread) throw new Refusal('not_found', 'That conversation is no longer here.');
    const boxes = this.panel.boxes.map((box) => {
      if (box.stream === stream) return { ...box, tone: 'active' as const, new: 0 };
      return { ...box, tone: box.mine ? ('mine' as const) : ('theirs' as const) };
    });
    this.tell({ boxes, thread, focus: true });
  }

  async draft(stream: string, text: string): Promise<void> {
    this.#note('draft', stream, text);
  }

  async send(stream: string, text: string): Promise<void> {
    this.#note('send', stream, text);
    this.#keys++;
    const line = { key: `sent${this.#keys}`, kind: 'agent', at: Date.now(), text, state: 'sent' } as const;
    this.tell({ threadPatch: { stream, lines: [line] } });
  }

  async retry(stream: string, key: string): Promise<void> {
    this.#note('retry', stream, key);
  }

  async discard(stream: string, key: string): Promise<void> {
    this.#note('discard', stream, key);
  }

  async typing(stream: string, on: boolean): Promise<void> {
    this.#note('typing', stream, on);
  }

  async close(stream: string): Promise<void> {
    this.#note('close', stream);
    this.#leave(stream);
  }

  async targets(stream: string): Promise<TransferTarget[]> {
    this.#note('targets', stream);
    return this.who;
  }

  async transfer(
    stream: string,
    kind: TransferTarget['kind'],
    id: string,
    comment: string,
    anyway: boolean,
  ): Promise<void> {
    this.#note('transfer', stream, kind, id, comment, anyway);
    this.#leave(stream);
  }

  async snooze(stream: string, until: number, keep: boolean): Promise<void> {
    this.#note('snooze', stream, until, keep);
    const box = this.panel.boxes.find((one) => one.stream === stream);
    if (!box) return;
    const { channel, label, name, online, lastText } = box;
    const item: ShelfItem = { stream, channel, label, name, online, lastText, state: 'snoozed', until, keep };
    this.#leave(stream);
    this.tell({ shelf: [item, ...this.panel.shelf] });
  }

  async wake(stream: string): Promise<void> {
    this.#note('wake', stream);
    const thread = this.#threads.get(stream);
    const open = thread && this.panel.thread?.stream === stream ? { thread: { ...thread, open: true } } : {};
    this.tell({ shelf: this.panel.shelf.filter((item) => item.stream !== stream), ...open });
  }

  async block(stream: string): Promise<void> {
    this.#note('block', stream);
    this.#leave(stream);
  }

  async setDoNotDisturb(on: boolean): Promise<void> {
    this.#note('setDoNotDisturb', on);
    this.tell({ session: { ...this.panel.session, doNotDisturb: on } });
  }

  async attend(focused: boolean): Promise<void> {
    this.#note('attend', focused);
  }

  async openExternal(url: string): Promise<void> {
    this.#note('openExternal', url);
  }

  async dismissNotice(id: number): Promise<void> {
    this.#note('dismissNotice', id);
    this.tell({ notices: this.panel.notices.filter((notice) => notice.id !== id) });
  }

  async copyText(text: string): Promise<void> {
    this.#note('copyText', text);
  }

  #leave(stream: string): void {
    this.tell({ boxes: this.panel.boxes.filter((box) => box.stream !== stream), noThread: true });
  }

  #note(name: string, ...values: (string | number | boolean)[]): void {
    this.orders.push([name, ...values].join(' '));
    const refused = this.refuses.get(name);
    if (refused) throw refused;
  }
}
