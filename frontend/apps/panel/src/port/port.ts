import type {
  Canned,
  CloseBody,
  ClosingForm,
  Found,
  Lamp,
  Panel,
  PanelPatch,
  PastedFile,
  PastPage,
  PastThread,
  ReadyMade,
  RecordChange,
  TransferTarget,
  Translated,
  Undone,
  Writing,
} from '@parley/wire';

export type Channel = Lamp['channel'];
export type Status = Lamp['status'];

/**
 * The panel's only door. Behind it is the program that owns this window, or a fake one; the panel cannot
 * tell. Every method that the program refuses rejects with a {@link Refusal}.
 */
export interface Port {
  /** The whole state. */
  snapshot(): Promise<Panel>;
  /** Tells each change. The answer ends it. */
  onPatch(listen: (patch: PanelPatch) => void): () => void;
  /** Tells that the window is about to close, and that {@link handedOver} is waited for. The answer ends it. */
  onClosing(listen: () => void): () => void;
  /** Tells that the window was to close while visitors are with the agent: they are to be asked. The answer ends it. */
  onAsking(listen: () => void): () => void;
  /** Says that they are asked. */
  asking(): Promise<void>;
  /** Closes the window, whoever is with the agent. */
  quit(): Promise<void>;
  /** Says that nothing is left in the window that the program does not have. */
  handedOver(): Promise<void>;

  signIn(server: string, email: string, password: string): Promise<void>;
  signOut(force: boolean): Promise<void>;
  setStatus(channel: Channel, status: Status): Promise<void>;
  /** Brings a conversation on screen. */
  focus(stream: string): Promise<void>;
  /** Keeps unsent text over a restart. */
  draft(stream: string, text: string): Promise<void>;
  /** Sends, or refuses once with what there is to ask about the message first. Gives the key of its line. */
  send(stream: string, text: string): Promise<string>;
  /** Takes a message back that has not left, and what was to leave with it. */
  undo(stream: string, key: string): Promise<Undone>;
  /** Says that a proposed answer was taken into the text. */
  takeSuggestion(stream: string, key: string): Promise<void>;
  /** Sends what is proposed away, until the visitor writes again. */
  dismissSuggestions(stream: string): Promise<void>;
  /** Says that the lines of a conversation are in view, up to the one with this key. */
  inView(stream: string, key: string): Promise<void>;
  /** Turns translation on or off for a conversation. */
  setTranslation(stream: string, on: boolean): Promise<void>;
  /** A text in the language of the visitor; nothing of it is sent. */
  translate(stream: string, text: string): Promise<Translated>;
  /** Sends a text as it was translated and shown. */
  sendTranslated(stream: string, text: string, shown: Translated): Promise<string>;
  /** Tries once more to translate a message of the visitor's. */
  translateAgain(stream: string, key: string): Promise<void>;
  /** What can be sent in a conversation without writing it, the answers filled in for it. */
  library(stream: string): Promise<ReadyMade>;
  /** Sends a link or an offer of the library. */
  sendCard(stream: string, form: 'link' | 'offer', id: string): Promise<void>;
  /** What lies in the clipboard beside text, where the engine does not tell of it. */
  pasted(): Promise<PastedFile[]>;
  /** Whether there are files in what is dragged over the window, where the engine does not tell. */
  dragged(): Promise<boolean>;
  /** What was let go over the window, as it lies in the clipboard. */
  dropped(): Promise<PastedFile[]>;
  /** Begins to hand a file over that is to be sent; the answer names it from then on. */
  beginFile(stream: string, name: string, size: number): Promise<string>;
  /** Hands the next slice of it over, in base64. */
  filePart(key: string, slice: string): Promise<void>;
  /**
   * Sends it, beside the message with that key or by itself, and gives the key of its line. Refused as `undone` where that
   * message was taken back.
   */
  sendFile(key: string, beside: string): Promise<string>;
  /** A picture of a conversation, small or whole, as the source of an image. */
  picture(stream: string, file: string, whole: boolean): Promise<string>;
  /** Saves a file of a conversation where the agent wants it. */
  save(stream: string, file: string): Promise<void>;
  /** The answers this agent keeps for themselves. Each change gives them as they are then; an id that is new adds. */
  ownAnswers(): Promise<Canned>;
  putCategory(id: string, name: string): Promise<Canned>;
  /** Removes a category and the answers under it. */
  removeCategory(id: string): Promise<Canned>;
  putAnswer(id: string, category: string, title: string, text: string): Promise<Canned>;
  removeAnswer(id: string): Promise<Canned>;
  retry(stream: string, key: string): Promise<void>;
  discard(stream: string, key: string): Promise<void>;
  /** Takes a conversation off the screen that went from under the agent's eyes. */
  putAway(stream: string): Promise<void>;
  typing(stream: string, on: boolean): Promise<void>;
  /** What can be said of a conversation when it is closed. */
  closing(stream: string): Promise<ClosingForm>;
  close(stream: string, said: CloseBody): Promise<void>;
  /** Whom a conversation can be transferred to, who is free first. */
  targets(stream: string): Promise<TransferTarget[]>;
  /** A part of what the visitor of a conversation said before, the newest first. */
  past(stream: string, before: string): Promise<PastPage>;
  /** One of these conversations, for reading. */
  pastThread(stream: string, past: string): Promise<PastThread>;
  /**
   * The conversations in which each word that is typed begins one: by name, by number or by what was said; those on the
   * desk, then those that are over and still known on this machine.
   */
  find(typed: string): Promise<Found[]>;
  /** One that is over, for reading. */
  recall(stream: string): Promise<PastThread>;
  /** Changes some of what is known of the visitor of a conversation. */
  changeCustomer(stream: string, change: RecordChange): Promise<void>;
  transfer(
    stream: string,
    kind: TransferTarget['kind'],
    id: string,
    comment: string,
    anyway: boolean,
  ): Promise<void>;
  /** Sets a conversation aside until a moment; keep has it come back to this agent. */
  snooze(stream: string, until: number, keep: boolean): Promise<void>;
  /** Takes a snoozed conversation back before its time. */
  wake(stream: string): Promise<void>;
  /** Has nothing of this asked again whose answer was lost with the line. The server may have done it by then. */
  withdraw(stream: string): Promise<void>;
  /** Ends a conversation and keeps its visitor away. */
  block(stream: string): Promise<void>;
  /** The language of toasts and notices. */
  setLanguage(language: string): Promise<void>;
  /** How many conversations are on screen: 1, 2 or 4. */
  setLayout(panes: number): Promise<void>;
  setDoNotDisturb(on: boolean): Promise<void>;
  /** How this machine helps who writes. */
  setWriting(writing: Writing): Promise<void>;
  /** Whether the agent looks at this window. */
  attend(focused: boolean): Promise<void>;
  openExternal(url: string): Promise<void>;
  dismissNotice(id: number): Promise<void>;
  copyText(text: string): Promise<void>;
}
