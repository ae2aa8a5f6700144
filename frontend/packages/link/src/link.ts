// The visitor's link: what the frame shows and does. It joins the line, the
// outbox, the store and the tabs, and holds no rule of the conversation.
import type { Bye, Hello, Page, Refused, VisitorHello, VisitorWelcome, Welcome } from '@parley/wire';
import { isEmail } from './email';
import type { Env, Moment } from './env';
import { type FileFault, Files, fileFault } from './files';
import type { Down, Offered } from './frames';
import { Identity } from './identity';
import { Line } from './line';
import { type Item, Outbox } from './outbox';
import { Sender } from './sender';
import { Store } from './store';
import { Tabs, type Word } from './tabs';
import { fold, forgotten, lastAnswer, silence, type Talk, target, unanswered, unheard } from './talk';
import { clean, type Fault, fault } from './text';
import { Trail, tellable } from './trail';
import { TypingIn, TypingOut } from './typing';
import { type Address, type Head, nothing, type Seen, type View, view } from './view';

export interface LinkOptions {
  url: string;
  project: string;
  language?: string;
  page?: Page;
  channel?: NonNullable<VisitorHello['channel']>;
  /** The origin that files go to, and come from unless the server says otherwise; this page's own where it is absent. */
  files?: string;
}

interface Shared {
  head: Head;
  talk: Talk;
}

const blink = 2500;
/** Without a leading tab, an item of another tab's is taken over when it is this old: its id makes that harmless. */
const orphanAfter = 20_000;
/** Longer talks are not kept in the browser; the server tells them again. */
const mostKept = 256 << 10;

/** A command's name for ever. It begins with the time, so that the server finds those of one hour side by side. */
function commandId(env: Env): string {
  return env.now().toString(16).padStart(12, '0') + env.id().slice(0, 20);
}

/** While the servers of a desk are renewed, an old one may say no more than whether somebody could answer. */
function offerOf({ offer, answerable }: VisitorWelcome): Offered {
  return offer?.state ? offer : { state: answerable ? 'online' : 'busy', async: true };
}

export class Link {
  view: View;

  private readonly env: Env;
  private readonly options: LinkOptions;
  private readonly store: Store;
  private readonly box: Outbox;
  private readonly me: string;
  private readonly line: Line;
  private readonly sender: Sender;
  private readonly files: Files;
  private readonly tabs: Tabs<Shared>;
  private readonly trail: Trail;
  private readonly typingIn: TypingIn;
  private readonly typingOut: TypingOut;
  private readonly who: Identity;
  private talk: Talk;
  private head: Head = nothing;
  private running = false;
  private stopBlink: (() => void) | null = null;
  private stopOrphans = () => {};
  private quit: (() => void)[] = [];
  private listeners = new Set<() => void>();

  constructor(env: Env, options: LinkOptions) {
    this.env = env;
    this.options = { ...options, ...(options.page ? { page: tellable(options.page) } : {}) };
    this.store = new Store(env.shelf, options.project);
    this.me = env.id();
    this.box = new Outbox(this.store, this.me);
    this.who = new Identity(this.store, () => env.id());
    this.talk = this.store.get<Talk>('talk') ?? silence;
    this.line = new Line(env, options.url, {
      hello: () => this.hello(),
      frame: (f) => this.frame(f),
      changed: () => this.lineChanged(),
      bye: (f) => this.bye(f),
    });
    this.sender = new Sender(env, this.box, {
      target: () => target(this.talk),
      ready: () => this.line.ready && this.identified(),
      send: (f) => this.line.send(f),
      mine: (item) => this.mine(item),
      stuck: () => this.line.restart(),
    });
    this.files = new Files(env, this.box, {
      token: () => this.who.storedToken,
      url: (upload) => this.fileUrl(upload),
      leads: () => this.tabs.leads,
      changed: () => this.act(() => {}),
      progress: () => this.refresh(),
    });
    this.trail = new Trail(env, this.store, {
      ready: () => this.line.ready,
      shown: () => this.talk.stream,
      open: () => target(this.talk),
      id: () => commandId(this.env),
      send: (f) => this.line.send(f),
    });
    this.tabs = new Tabs<Shared>(env, options.project, {
      lead: (on) => this.lead(on),
      word: (w) => this.word(w),
    });
    this.typingIn = new TypingIn(env, () => this.tell());
    this.typingOut = new TypingOut(env, (on) => this.typing(on));
    this.view = this.look();
  }

  /** Whether the visitor has acted here before, so that there may be something to fetch. */
  get known(): boolean {
    return this.store.touched;
  }

  subscribe(fn: () => void): () => void {
    this.listeners.add(fn);
    return () => this.listeners.delete(fn);
  }

  start(): void {
    if (this.running) return;
    this.running = true;
    const on = (moment: Moment, fn: () => void) => this.quit.push(this.env.on(moment, fn));
    on('online', () => this.line.kick());
    on('offline', () => this.line.restart());
    on('visible', () => this.shown());
    on('show', () => {
      this.tabs.start();
      this.here();
    });
    on('hide', () => this.tabs.stop());
    on('stored', () => this.othersWrote());
    this.tabs.start();
    this.here();
    this.soonLost();
    this.files.work();
  }

  stop(): void {
    this.running = false;
    for (const quit of this.quit) quit();
    this.quit = [];
    this.calm();
    this.tabs.stop();
  }

  /** Writes a message; says what is wrong with it, or null when it is on its way. */
  post(text: string): Fault | null {
    const cleaned = clean(text);
    const wrong = fault(cleaned);
    if (wrong) return wrong;
    this.typingOut.set(false);
    this.store.drop('left');
    this.act(() => this.box.add(commandId(this.env), 'message.post', cleaned, this.env.now()));
    return null;
  }

  /** Sends a file; says why it cannot be sent, or null when it is on its way. */
  postFile(name: string, body: Blob): FileFault | null {
    const limits = this.head.files;
    const wrong = limits ? fileFault(name, body.size, limits) : 'file_type_not_allowed';
    if (wrong) return wrong;
    const id = commandId(this.env);
    const now = this.env.now();
    this.store.drop('left');
    const waits = this.files.heldUp;
    this.files.take(id, body);
    this.act(() => this.box.addFile(id, { upload: id, name, size: body.size, beat: now, waits }, now));
    return null;
  }

  /** What is in a file of this conversation, or its small picture. */
  file(id: string, preview: boolean): Promise<Blob> {
    // Said by an earlier welcome, because what is kept here is shown before there is a line.
    const from = this.store.get<string>('filesURL') ?? this.options.files;
    return this.env.load(this.fileUrl(id, from) + (preview ? '/preview' : ''), this.who.readingToken);
  }

  private fileUrl(id: string, at = this.options.files ?? ''): string {
    const { project } = this.options;
    return `${at}/api/v1/visitor/${encodeURIComponent(project)}/files/${encodeURIComponent(id)}`;
  }

  /** Ends the chat from the visitor's side. */
  leave(): void {
    const stream = target(this.talk);
    if (!stream) return;
    this.typingOut.set(false);
    this.store.set('left', stream);
    this.act(() => this.box.add(commandId(this.env), 'conversation.leave', '', this.env.now(), stream));
  }

  /** Says where to tell of an answer; false for what cannot be an address. */
  leaveAddress(email: string): boolean {
    if (!isEmail(email) || !target(this.talk)) return false;
    this.act(() => {
      for (const item of this.box.list()) if (item.kind === 'address.leave') this.box.drop(item.id);
      this.box.add(commandId(this.env), 'address.leave', email, this.env.now());
    });
    return true;
  }

  /** Sends a refused message as a new one, to where the visitor is now. */
  retry(id: string): void {
    const item = this.box.get(id);
    if (!item?.refused) return;
    this.act(() => {
      const now = this.env.now();
      if (item.file) {
        const { id: there, ...file } = item.file;
        const waits = this.files.heldUp;
        // Where the server has it no more it is handed in anew.
        const kept = there && item.refused?.code !== 'not_found' ? { id: there } : {};
        this.box.addFile(commandId(this.env), { ...file, ...kept, beat: now, waits }, now);
      } else this.box.add(commandId(this.env), item.kind, item.text, now);
      this.box.drop(id);
    });
  }

  /** Throws away what was refused, or a file that the server does not have; what is on its way arrives. */
  discard(id: string): void {
    const item = this.box.get(id);
    const upload = item?.file?.upload;
    if (!item?.refused && (!upload || item?.file?.id)) return;
    this.act(() => this.box.drop(id));
    if (upload) this.files.drop(upload);
  }

  /** The visitor has seen everything there is. */
  see(): void {
    const seq = this.talk.events.at(-1)?.seq ?? 0;
    const seen = this.store.get<Seen>('seen');
    if (seen?.stream === this.talk.stream && seen.seq >= seq) return;
    this.store.set('seen', { stream: this.talk.stream, seq });
    this.refresh();
  }

  type(on: boolean): void {
    this.typingOut.set(on);
  }

  get draft(): string {
    return this.store.get<string>('draft') ?? '';
  }

  set draft(text: string) {
    if (text) this.store.set('draft', text);
    else this.store.drop('draft');
  }

  /** Where the visitor is; told at the next hello, and as long as there is a line. */
  page(page: Page): void {
    this.options.page = tellable(page);
    this.here();
  }

  /** The visitor had the message of this number before their eyes, and those above it. */
  saw(seq: number): void {
    const { stream } = this.talk;
    // Noted here in any case: this page may be the next to lead, and is not asked again what it showed.
    this.trail.saw(stream, seq);
    if (!this.tabs.leads) this.tabs.say({ t: 'saw', stream, seq });
  }

  /** Another tab leads from now on, and may have missed what this one said. */
  private remind(): void {
    this.here();
    const { stream } = this.talk;
    const seq = this.trail.sawOf(stream);
    if (seq) this.tabs.say({ t: 'saw', stream, seq });
  }

  /** Of several pages the one that is looked at is where the visitor is. */
  private here(): void {
    const { page } = this.options;
    if (!page || !this.env.visible()) return;
    if (this.tabs.leads) this.trail.at(page);
    else this.tabs.say({ t: 'at', page });
  }

  private hello(): Hello {
    this.becameAnother();
    const { project, language, channel } = this.options;
    const page = this.trail.page ?? this.options.page;
    if (page) this.trail.greeted(page);
    const { token, device } = this.who;
    const { epoch, stream, cursor } = this.talk;
    return {
      frame: 'hello',
      proto: 1,
      device,
      ...(token ? { token } : {}),
      ...(epoch ? { epoch } : {}),
      ...(stream ? { cursor } : {}),
      visitor: {
        project,
        ...(stream ? { stream } : {}),
        ...(page ? { page } : {}),
        ...(language ? { language } : {}),
        ...(channel ? { channel } : {}),
      },
    };
  }

  private frame(f: Down): void {
    const before = this.talk;
    this.talk = fold(before, f);
    switch (f.frame) {
      case 'welcome':
        this.welcome(f);
        break;
      case 'offer':
        this.head = { ...this.head, offer: f.offer };
        break;
      case 'wait':
        this.head = { ...this.head, wait: f };
        break;
      case 'done':
        this.keepAddress(f.id);
        this.trail.done(f);
        this.sender.done(f);
        break;
      case 'refused':
        this.trail.refused(f);
        this.refused(f);
        break;
      case 'signal':
        if (f.kind === 'typing' && f.stream === this.talk.stream) this.typingIn.set(f.on);
        break;
      default:
        if (f.frame === 'events' && f.at) this.head = { ...this.head, skew: f.at - this.env.now() };
        if (this.talk.events !== before.events) this.happened(before);
    }
    if (unheard(this.talk) && !unheard(before)) this.giveBack(f);
    if (this.talk !== before) {
      this.store.set('talk', this.keepable());
      this.trail.has(this.talk.stream, lastAnswer(this.talk));
      this.trail.soon();
    }
    this.sender.next();
    this.tell();
  }

  private welcome(f: Welcome): void {
    const visitor = f.visitor;
    if (!visitor) return;
    if (visitor.token) {
      // A server that does not know our token makes us somebody new.
      if (this.who.token) this.sender.loosen();
      this.who.given(visitor.token);
    }
    if (visitor.filesURL) this.store.set('filesURL', visitor.filesURL);
    else this.store.drop('filesURL');
    this.files.kick();
    const skew = f.at - this.env.now();
    const files = visitor.files ?? null;
    this.head = { ...this.head, files, project: visitor.project, offer: offerOf(visitor), wait: null, skew };
  }

  private refused(f: Refused): void {
    const item = this.box.get(f.id);
    this.sender.refused(f);
    // Who could not leave is still there.
    const stays = item?.kind === 'conversation.leave' && !this.box.get(f.id);
    if (stays && this.store.get<string>('left') === item.stream) this.store.drop('left');
  }

  private keepAddress(id: string): void {
    const item = this.box.get(id);
    if (item?.kind !== 'address.leave') return;
    const address: Address = { email: item.text, stream: item.stream ?? '' };
    this.store.set('address', address);
  }

  /** Nobody was free: what the visitor wrote is theirs again, unless they had gone. */
  private giveBack(f: Down): void {
    const { stream } = this.talk;
    const words = this.store.get<string>('left') === stream ? [] : unanswered(this.talk);
    for (const e of words)
      if (e.text && e.form !== 'file') this.box.giveBack(`${stream}-${e.seq}`, e.text, e.at);
    // It was over before this page came: there is nothing left of it to show.
    if (f.frame === 'welcome') this.talk = this.keepable();
  }

  private happened(before: Talk): void {
    const ids = new Set<string>();
    for (const e of this.talk.events) if (e.id) ids.add(e.id);
    this.sender.happened(ids);
    const top = before.stream === this.talk.stream ? (before.events.at(-1)?.seq ?? 0) : 0;
    const quiet = this.talk.events.some((e) => e.seq > top && (e.from === 'agent' || e.kind === 'closed'));
    if (quiet) this.typingIn.set(false);
  }

  private bye(f: Bye): boolean {
    if (f.code === 'resync_required') {
      this.talk = silence;
      return true;
    }
    if (!this.who.refused(f.code)) return false;
    this.talk = silence;
    this.store.drop('talk');
    this.sender.loosen();
    return true;
  }

  private lineChanged(): void {
    this.sender.pause();
    this.trail.pause();
    if (this.line.ready) {
      this.sender.next();
      this.trail.soon();
    } else this.typingIn.set(false);
    this.soonLost();
    this.tell();
  }

  /** A short break is nobody's business; a longer one is shown. */
  private soonLost(): void {
    if (this.line.ready) {
      this.calm();
      this.head = { ...this.head, lost: false };
      return;
    }
    if (this.head.lost || this.stopBlink) return;
    this.stopBlink = this.env.later(blink, () => {
      this.head = { ...this.head, lost: true };
      this.tell();
    });
  }

  private calm(): void {
    this.stopBlink?.();
    this.stopBlink = null;
  }

  private lead(on: boolean): void {
    if (!on) {
      this.line.stop();
      this.sender.pause();
      this.trail.pause();
      this.stopOrphans();
      return;
    }
    this.who.recall();
    this.talk = this.store.get<Talk>('talk') ?? this.talk;
    this.sender.sent = this.head.sent;
    this.line.start();
    this.trail.has(this.talk.stream, lastAnswer(this.talk));
    this.here();
    if (!this.tabs.shared) this.watchOrphans();
    this.soonLost();
    this.tell();
    this.tabs.say({ t: 'where' });
  }

  private word(w: Word<Shared>): void {
    if (w.t === 'wake') {
      this.othersWrote();
      return;
    }
    if (!this.tabs.shared) return;
    if (w.t === 'state' && !this.tabs.leads) {
      this.head = w.state.head;
      this.talk = w.state.talk;
      this.calm();
      this.refresh();
    } else if (w.t === 'ask') this.tell();
    else if (w.t === 'where' && !this.tabs.leads) this.remind();
    else if (!this.tabs.leads) return;
    else if (w.t === 'typing') this.signal(w.on);
    else if (w.t === 'at') this.trail.at(w.page);
    else if (w.t === 'saw') this.trail.saw(w.stream, w.seq);
  }

  /** Another tab acted. */
  private othersWrote(): void {
    if (this.tabs.leads && this.store.touched && this.identified()) this.sender.next();
    this.files.work();
    this.tell();
  }

  /** Does something to the outbox, and sees that it is sent by whoever sends. */
  private act(deed: () => void): void {
    this.store.keep();
    deed();
    if (this.tabs.leads && this.identified()) this.sender.next();
    if (!this.tabs.leads) this.tabs.ask();
    this.tabs.say({ t: 'wake' });
    this.files.work();
    this.tell();
  }

  /**
   * Before the first command the browser must hold the device it is sent from. Another tab may have been
   * first: then this one becomes the same visitor, over a new line.
   */
  private identified(): boolean {
    this.store.keep();
    if (this.becameAnother()) {
      this.line.restart();
      return false;
    }
    this.who.keep();
    return true;
  }

  /** Takes over the identity that another tab has written down, if it is not this one's, and with it what was said. */
  private becameAnother(): boolean {
    if (!this.who.becameAnother()) return false;
    this.talk = this.store.get<Talk>('talk') ?? silence;
    return true;
  }

  private mine(item: Item): boolean {
    return this.tabs.shared || item.owner === this.me || this.env.now() - item.at > orphanAfter;
  }

  private watchOrphans(): void {
    this.stopOrphans = this.env.later(orphanAfter, () => {
      this.sender.next();
      this.watchOrphans();
    });
  }

  private typing(on: boolean): void {
    if (this.tabs.leads) this.signal(on);
    else this.tabs.say({ t: 'typing', on });
  }

  private signal(on: boolean): void {
    const stream = target(this.talk);
    if (stream) this.line.send({ frame: 'signal', stream, kind: 'typing', on });
  }

  private shown(): void {
    if (!this.env.visible()) return;
    this.line.kick();
    this.tabs.ask();
    this.here();
  }

  private keepable(): Talk {
    if (forgotten(this.talk)) return { ...silence, epoch: this.talk.epoch, past: this.talk.past };
    const size = JSON.stringify(this.talk).length;
    return size <= mostKept ? this.talk : { ...silence, epoch: this.talk.epoch };
  }

  /** Tells this page and, from the leading tab, the others. */
  private tell(): void {
    if (this.tabs.leads) {
      const shut = this.line.closedFor;
      this.head = {
        ...this.head,
        ready: this.line.ready,
        shut: shut ? { code: shut.code, message: shut.message } : null,
        typing: this.typingIn.on,
        sent: this.sender.sent,
      };
      if (this.tabs.shared) this.tabs.say({ t: 'state', state: { head: this.head, talk: this.talk } });
    }
    this.refresh();
  }

  private refresh(): void {
    this.view = this.look();
    for (const fn of this.listeners) fn();
  }

  private look(): View {
    return view({
      head: this.head,
      talk: this.talk,
      items: this.box.list(),
      seen: this.store.get<Seen>('seen'),
      left: this.store.get<string>('left'),
      address: this.store.get<Address>('address'),
      lasting: this.store.lasting,
      files: this.files,
    });
  }
}
