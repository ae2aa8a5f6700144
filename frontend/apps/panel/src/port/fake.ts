import type {
  Canned,
  CloseBody,
  ClosingForm,
  Concern,
  Found,
  Panel,
  PanelPatch,
  PastConversation,
  PastedFile,
  PastPage,
  PastThread,
  ReadyMade,
  RecordChange,
  ShelfItem,
  Thread,
  ThreadLine,
  TransferTarget,
  Translated,
  Undone,
  Writing,
} from '@parley/wire';
import { apply } from '../store/apply';
import { fits } from '../words';
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
  /** What can be sent without writing it, and the agent's own answers. */
  ready: ReadyMade = { answers: [], links: [], offers: [], variables: [] };
  own: Canned = { categories: [], answers: [] };
  /** What can be said of conversations when they are closed. */
  form: ClosingForm = { tagging: 'off', fixed: true, mail: false, recommended: [], others: [] };
  /** What the visitor of each conversation said before, the newest first, and the lines of each. */
  readonly before = new Map<string, PastConversation[]>();
  readonly said = new Map<string, ThreadLine[]>();
  /** The conversations that are over; their lines are among those said. */
  over: Found[] = [];
  /** What texts come to in French. */
  readonly words = new Map<string, string>();
  /** How many of them are told at once. */
  page = 20;
  /** What lies in the clipboard. */
  clipboard: PastedFile[] = [];
  /** What is let go over the window. */
  carried: PastedFile[] = [];
  /** What is asked about the next message, once. */
  concerns: Concern[] = [];
  /** The last line in view, by conversation. */
  readonly viewed = new Map<string, string>();
  readonly #threads: ReadonlyMap<string, Thread>;
  readonly #listeners = new Set<(patch: PanelPatch) => void>();
  readonly #asking = new Set<() => void>();
  #keys = 0;
  #coming = { stream: '', name: '', size: 0, got: '' };

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

  onClosing(): () => void {
    return () => undefined;
  }

  onAsking(listen: () => void): () => void {
    this.#asking.add(listen);
    return () => this.#asking.delete(listen);
  }

  /** The window was to close. */
  ask(): void {
    for (const listen of this.#asking) listen();
  }

  async asking(): Promise<void> {
    this.#note('asking');
  }

  async quit(): Promise<void> {
    this.#note('quit');
  }

  async handedOver(): Promise<void> {
    this.#note('handedOver');
  }

  /** Changes the state and tells it. */
  tell(change: Change): void {
    const patch = this.lose(change);
    for (const listen of this.#listeners) listen(patch);
  }

  /** Changes the state and tells nobody, as when a change is lost on its way. */
  lose(change: Change): PanelPatch {
    const patch = { ...change, rev: this.panel.rev + 1 };
    this.panel = apply(this.panel, patch) as Panel;
    return patch;
  }

  async signIn(server: string, email: string): Promise<void> {
    this.#note('signIn', server, email);
    this.tell({ session: { ...this.panel.session, state: 'signing_in', server, email } });
  }

  async signOut(force: boolean): Promise<void> {
    this.#note('signOut', force);
    this.tell({ session: { ...this.panel.session, state: 'signed_out' }, boxes: [], ...this.#panes([], '') });
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
    if (!this.#threads.has(stream)) throw new Refusal('not_found', 'That conversation is no longer here.');
    const { panes, active } = this.panel;
    const place = Math.max(panes.indexOf(panes.includes('') && active ? '' : active), 0);
    const shown = panes.includes(stream) ? panes : panes.with(place, stream);
    const boxes = this.panel.boxes.map((box) => {
      if (box.stream === stream) return { ...box, tone: 'active' as const, new: 0 };
      return { ...box, tone: box.mine ? ('mine' as const) : ('theirs' as const) };
    });
    this.tell({ boxes, ...this.#panes(shown, stream), focus: true });
  }

  async draft(stream: string, text: string): Promise<void> {
    this.#note('draft', stream, text);
    this.#begun(stream, text.trim() !== '');
  }

  async send(stream: string, text: string): Promise<string> {
    const asked = this.concerns.splice(0);
    if (asked.length > 0) throw new Refusal('guarded', 'Look at it once more.', undefined, asked);
    this.#note('send', stream, text);
    this.#begun(stream, false);
    return this.#say(stream, { text, ...this.#held() });
  }

  async undo(stream: string, key: string): Promise<Undone> {
    this.#note('undo', stream, key);
    const lines = this.panel.threads.find((thread) => thread.stream === stream)?.lines ?? [];
    // What waits for one moment was sent at one press, and goes back together.
    const of = lines.find((line) => line.key === key);
    const goes = lines.filter(({ state, until }) => state === 'held' && until === of?.until);
    this.tell({
      threadPatches: [
        { stream, order: lines.filter((line) => !goes.includes(line)).map((line) => line.key) },
      ],
    });
    const files = goes.filter(({ form }) => form === 'file').map((line) => line.key);
    return { text: goes.find(({ form }) => !form)?.text ?? '', files };
  }

  async takeSuggestion(stream: string, key: string): Promise<void> {
    this.#note('takeSuggestion', stream, key);
    this.tell({ threadPatches: [{ stream, suggestions: [] }] });
  }

  async dismissSuggestions(stream: string): Promise<void> {
    this.#note('dismissSuggestions', stream);
    this.tell({ threadPatches: [{ stream, suggestions: [] }] });
  }

  async inView(stream: string, key: string): Promise<void> {
    this.viewed.set(stream, key);
  }

  async setTranslation(stream: string, on: boolean): Promise<void> {
    this.#note('setTranslation', stream, on);
    const threads = this.panel.threads
      .filter((thread) => thread.stream === stream && thread.translation)
      .map((thread) => ({ ...thread, translation: { agent: '', visitor: '', ...thread.translation, on } }));
    this.tell({ threads });
  }

  async translate(stream: string, text: string): Promise<Translated> {
    this.#note('translate', stream, text);
    return { text: this.words.get(text) ?? `« ${text} »`, from: 'en', to: 'fr' };
  }

  async sendTranslated(stream: string, text: string, shown: Translated): Promise<string> {
    this.#note('sendTranslated', stream, text, shown.text);
    return this.#say(stream, {
      text: shown.text,
      original: text,
      fromLanguage: shown.from,
      toLanguage: shown.to,
    });
  }

  async translateAgain(stream: string, key: string): Promise<void> {
    this.#note('translateAgain', stream, key);
  }

  async library(stream: string): Promise<ReadyMade> {
    this.#note('library', stream);
    return this.ready;
  }

  async sendCard(stream: string, form: 'link' | 'offer', id: string): Promise<void> {
    this.#note('sendCard', stream, form, id);
    const card = this.ready[form === 'link' ? 'links' : 'offers'].find((one) => one.id === id);
    if (card) this.#say(stream, { form, card, text: `${card.title}\n${card.url}` });
  }

  async pasted(): Promise<PastedFile[]> {
    this.#note('pasted');
    return this.clipboard;
  }

  async dragged(): Promise<boolean> {
    this.#note('dragged');
    return this.carried.length > 0;
  }

  async dropped(): Promise<PastedFile[]> {
    this.#note('dropped');
    return this.carried;
  }

  async beginFile(stream: string, name: string, size: number): Promise<string> {
    this.#note('beginFile', stream, name, size);
    this.#coming = { stream, name, size, got: '' };
    return 'coming';
  }

  async filePart(key: string, slice: string): Promise<void> {
    this.#note('filePart', key, slice.length);
    this.#coming.got += atob(slice);
  }

  async sendFile(key: string, beside: string): Promise<string> {
    const { stream, name, size, got } = this.#coming;
    this.#note('sendFile', key, got.length);
    return this.#say(stream, {
      form: 'file',
      text: name,
      file: { id: '', name, kind: 'pdf', size },
      state: 'sending',
      ...(beside ? this.#like(stream, beside) : this.#held()),
    });
  }

  async picture(stream: string, file: string, whole: boolean): Promise<string> {
    this.#note('picture', stream, file, whole);
    return painted(whole ? 1200 : 320);
  }

  async save(stream: string, file: string): Promise<void> {
    this.#note('save', stream, file);
  }

  async ownAnswers(): Promise<Canned> {
    this.#note('ownAnswers');
    return this.own;
  }

  async putCategory(id: string, name: string): Promise<Canned> {
    this.#note('putCategory', id, name);
    const { categories } = this.own;
    return this.#keep({ categories: put(categories, { id, name }) });
  }

  async removeCategory(id: string): Promise<Canned> {
    this.#note('removeCategory', id);
    return this.#keep({
      categories: this.own.categories.filter((one) => one.id !== id),
      answers: this.own.answers.filter((one) => one.category !== id),
    });
  }

  async putAnswer(id: string, category: string, title: string, text: string): Promise<Canned> {
    this.#note('putAnswer', id, category, title, text);
    return this.#keep({ answers: put(this.own.answers, { id, category, title, text }) });
  }

  async removeAnswer(id: string): Promise<Canned> {
    this.#note('removeAnswer', id);
    return this.#keep({ answers: this.own.answers.filter((one) => one.id !== id) });
  }

  async retry(stream: string, key: string): Promise<void> {
    this.#note('retry', stream, key);
  }

  async discard(stream: string, key: string): Promise<void> {
    this.#note('discard', stream, key);
  }

  async putAway(stream: string): Promise<void> {
    this.#note('putAway', stream);
    this.#leave(stream);
  }

  async typing(stream: string, on: boolean): Promise<void> {
    this.#note('typing', stream, on);
  }

  async closing(stream: string): Promise<ClosingForm> {
    this.#note('closing', stream);
    return this.form;
  }

  async close(stream: string, said: CloseBody): Promise<void> {
    const more = Object.keys(said).length > 0 ? [JSON.stringify(said)] : [];
    this.#note('close', stream, ...more);
    this.#leave(stream);
  }

  async targets(stream: string): Promise<TransferTarget[]> {
    this.#note('targets', stream);
    return this.who;
  }

  async past(stream: string, before: string): Promise<PastPage> {
    this.#note('past', stream, before);
    const all = this.before.get(stream) ?? [];
    const from = before ? all.findIndex((one) => one.stream === before) + 1 : 0;
    const past = all.slice(from, from + this.page);
    return { count: all.length, past, more: from + past.length < all.length };
  }

  async pastThread(stream: string, past: string): Promise<PastThread> {
    this.#note('pastThread', stream, past);
    return { stream: past, lines: this.said.get(past) ?? [] };
  }

  async find(typed: string): Promise<Found[]> {
    this.#note('find', typed);
    const open = [...this.panel.boxes, ...this.panel.shelf].map((one) => ({
      openedAt: 0,
      ...one,
      over: false,
    }));
    return [...open, ...this.over].flatMap(({ stream, over, channel, label, name, openedAt }) => {
      const lines = (over ? this.said.get(stream) : this.#threads.get(stream)?.lines) ?? [];
      const text = lines.find((line) => line.text && fits(line.text, typed))?.text ?? '';
      return text || fits(`${name} ${label}`, typed)
        ? [{ stream, over, channel, label, name, openedAt, text }]
        : [];
    });
  }

  async recall(stream: string): Promise<PastThread> {
    this.#note('recall', stream);
    return { stream, lines: this.said.get(stream) ?? [] };
  }

  async changeCustomer(stream: string, change: RecordChange): Promise<void> {
    this.#note('changeCustomer', stream, JSON.stringify(change));
    const threads = this.panel.threads
      .filter((thread) => thread.stream === stream)
      .map((thread) => ({ ...thread, customer: { ...thread.customer, ...change } }));
    this.tell({ threads });
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

  async withdraw(stream: string): Promise<void> {
    this.#note('withdraw', stream);
  }

  async wake(stream: string): Promise<void> {
    this.#note('wake', stream);
    const open = this.panel.threads
      .filter((one) => one.stream === stream)
      .map((one) => ({ ...one, open: true }));
    this.tell({ shelf: this.panel.shelf.filter((item) => item.stream !== stream), threads: open });
  }

  async block(stream: string): Promise<void> {
    this.#note('block', stream);
    this.#leave(stream);
  }

  async setLanguage(language: string): Promise<void> {
    this.#note('setLanguage', language);
  }

  async setLayout(panes: number): Promise<void> {
    this.#note('setLayout', panes);
    const others = this.panel.boxes.map((box) => box.stream).filter((stream) => stream !== this.panel.active);
    const shown = [this.panel.active, ...others].filter(Boolean);
    this.tell(
      this.#panes(
        Array.from({ length: panes }, (_, place) => shown[place] ?? ''),
        this.panel.active,
      ),
    );
  }

  async setDoNotDisturb(on: boolean): Promise<void> {
    this.#note('setDoNotDisturb', on);
    this.tell({ session: { ...this.panel.session, doNotDisturb: on } });
  }

  async setWriting(writing: Writing): Promise<void> {
    this.#note('setWriting', JSON.stringify(writing));
    this.tell({ session: { ...this.panel.session, writing } });
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

  /** Whether a text is begun in a conversation. */
  #begun(stream: string, draft: boolean): void {
    if (this.panel.boxes.some((box) => box.stream === stream && box.draft !== draft))
      this.tell({
        boxes: this.panel.boxes.map((box) => (box.stream === stream ? { ...box, draft } : box)),
      });
  }

  #held(): Partial<ThreadLine> {
    return this.panel.session.writing.hold ? { state: 'held', until: Date.now() + 3000 } : {};
  }

  /** A file waits as long as the text beside it. */
  #like(stream: string, beside: string): Partial<ThreadLine> {
    const lines = this.panel.threads.find((thread) => thread.stream === stream)?.lines ?? [];
    const text = lines.find((line) => line.key === beside);
    if (!text) throw new Refusal('undone', 'What it was sent with was taken back.');
    return text.state === 'held' ? { state: 'held', until: text.until ?? 0 } : {};
  }

  /** Writes a line into a conversation, and gives its key. */
  #say(stream: string, said: Partial<ThreadLine>): string {
    this.#keys++;
    const line = { key: `sent${this.#keys}`, kind: 'agent', at: Date.now(), state: 'sent', ...said } as const;
    this.tell({ threadPatches: [{ stream, lines: [line] }] });
    return line.key;
  }

  #keep(change: Partial<Canned>): Canned {
    this.own = { ...this.own, ...change };
    return this.own;
  }

  #leave(stream: string): void {
    const panes = this.panel.panes.map((shown) => (shown === stream ? '' : shown));
    const active = this.panel.active === stream ? '' : this.panel.active;
    this.tell({
      boxes: this.panel.boxes.filter((box) => box.stream !== stream),
      ...this.#panes(panes, active),
    });
  }

  /** These conversations on screen. */
  #panes(panes: string[], active: string): Change {
    const fresh = panes.filter((stream) => !this.panel.threads.some((thread) => thread.stream === stream));
    return { panes, active, threads: fresh.flatMap((stream) => this.#threads.get(stream) ?? []) };
  }

  #note(name: string, ...values: (string | number | boolean)[]): void {
    this.orders.push([name, ...values].join(' '));
    const refused = this.refuses.get(name);
    if (refused) throw refused;
  }
}

/** A picture of hills. */
function painted(width: number): string {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = (width * 3) / 4;
  const brush = canvas.getContext('2d');
  if (!brush) return '';
  const colours = ['#cfe3f1', '#9db8a0', '#5f8a70', '#33584c'];
  colours.forEach((colour, at) => {
    brush.fillStyle = colour;
    brush.beginPath();
    brush.moveTo(0, canvas.height);
    for (let x = 0; x <= width; x += width / 40)
      brush.lineTo(
        x,
        at && canvas.height * (0.25 + at * 0.18 + 0.08 * Math.sin(x / (width / (3 + at)) + at)),
      );
    brush.lineTo(width, canvas.height);
    brush.fill();
  });
  return canvas.toDataURL('image/png');
}

/** A list with one thing put in the place of its own, or at the end. */
function put<T extends { id: string }>(list: readonly T[], thing: T): T[] {
  const there = list.some((one) => one.id === thing.id);
  return there ? list.map((one) => (one.id === thing.id ? thing : one)) : [...list, thing];
}
