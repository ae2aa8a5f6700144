import type { Lamp, Panel, PanelPatch } from '@parley/wire';

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

  signIn(server: string, email: string, password: string): Promise<void>;
  signOut(force: boolean): Promise<void>;
  setStatus(channel: Channel, status: Status): Promise<void>;
  /** Brings a conversation on screen. */
  focus(stream: string): Promise<void>;
  /** Keeps unsent text over a restart. */
  draft(stream: string, text: string): Promise<void>;
  send(stream: string, text: string): Promise<void>;
  retry(stream: string, key: string): Promise<void>;
  discard(stream: string, key: string): Promise<void>;
  typing(stream: string, on: boolean): Promise<void>;
  close(stream: string): Promise<void>;
  setDoNotDisturb(on: boolean): Promise<void>;
  /** Whether the agent looks at this window. */
  attend(focused: boolean): Promise<void>;
  openExternal(url: string): Promise<void>;
  dismissNotice(id: number): Promise<void>;
  copyText(text: string): Promise<void>;
}
