import type {
  Canned,
  ClosingForm,
  Found,
  Panel,
  PanelPatch,
  PastedFile,
  PastPage,
  PastThread,
  ReadyMade,
  TransferTarget,
  Translated,
  Undone,
} from '@parley/wire';
import type { Port } from './port';
import { Refusal, refusal } from './refusal';
import { turns } from './turns';

type Method = (...values: unknown[]) => Promise<unknown>;

/** What the program puts into the window: its bound methods and its events. */
interface Host {
  go?: { app?: { App?: Readonly<Record<string, Method>> } };
  runtime?: { EventsOn: (name: string, listen: (patch: PanelPatch) => void) => (() => void) | undefined };
}

/** The port to the program that owns this window. */
export function wailsPort(host: Host): Port {
  async function call(name: string, ...values: unknown[]): Promise<unknown> {
    const method = host.go?.app?.App?.[name];
    if (!method) throw new Refusal('unavailable', `The program has no ${name}.`);
    try {
      return await method(...values);
    } catch (thrown) {
      throw refusal(thrown);
    }
  }

  const turn = turns();
  /** What is done on this machine, at once: the next begins when it is done. */
  const order = (name: string, ...values: unknown[]): Promise<void> => turn.taken(() => run(name, ...values));
  /** What may take its time, a server's or the agent's: it begins in its turn and holds nothing up. */
  const slow = (name: string, ...values: unknown[]): Promise<void> => turn.waited(() => run(name, ...values));

  /** An order that writes a line, and gives its key. */
  const line = async (name: string, ...values: unknown[]): Promise<string> =>
    (await turn.taken(() => call(name, ...values))) as string;

  async function run(name: string, ...values: unknown[]): Promise<void> {
    await call(name, ...values);
  }

  return {
    snapshot: async () => (await call('Snapshot')) as Panel,
    onPatch: (listen) => host.runtime?.EventsOn('panel', listen) ?? (() => undefined),
    onClosing: (listen) => host.runtime?.EventsOn('closing', listen) ?? (() => undefined),
    onAsking: (listen) => host.runtime?.EventsOn('asking', listen) ?? (() => undefined),
    asking: () => order('Asking'),
    quit: () => slow('Quit'),
    handedOver: () => slow('HandedOver'),
    signIn: (server, email, password) => slow('SignIn', server, email, password),
    signOut: (force) => slow('SignOut', force),
    setStatus: (channel, status) => order('SetStatus', channel, status),
    focus: (stream) => order('Focus', stream),
    draft: (stream, text) => order('Draft', stream, text),
    send: (stream, text) => line('Send', stream, text),
    undo: async (stream, key) => (await turn.taken(() => call('Undo', stream, key))) as Undone,
    takeSuggestion: (stream, key) => order('TakeSuggestion', stream, key),
    dismissSuggestions: (stream) => order('DismissSuggestions', stream),
    inView: (stream, key) => order('InView', stream, key),
    setTranslation: (stream, on) => order('SetTranslation', stream, on),
    translate: async (stream, text) => (await call('Translate', stream, text)) as Translated,
    sendTranslated: (stream, text, shown) => line('SendTranslated', stream, text, shown),
    translateAgain: (stream, key) => slow('TranslateAgain', stream, key),
    library: async (stream) => (await call('Library', stream)) as ReadyMade,
    sendCard: (stream, form, id) => order('SendCard', stream, form, id),
    pasted: async () => ((await call('Pasted')) as PastedFile[] | null) ?? [],
    dragged: async () => (await call('Dragged')) === true,
    dropped: async () => ((await call('Dropped')) as PastedFile[] | null) ?? [],
    beginFile: async (stream, name, size) => (await call('BeginFile', stream, name, size)) as string,
    filePart: (key, slice) => slow('FilePart', key, slice),
    sendFile: async (key, beside) => (await turn.waited(() => call('SendFile', key, beside))) as string,
    picture: async (stream, file, whole) => (await call('Picture', stream, file, whole)) as string,
    save: (stream, file) => slow('Save', stream, file),
    ownAnswers: async () => (await call('OwnAnswers')) as Canned,
    putCategory: async (id, name) => (await call('PutCategory', id, name)) as Canned,
    removeCategory: async (id) => (await call('RemoveCategory', id)) as Canned,
    putAnswer: async (id, category, title, text) =>
      (await call('PutAnswer', id, category, title, text)) as Canned,
    removeAnswer: async (id) => (await call('RemoveAnswer', id)) as Canned,
    retry: (stream, key) => order('Retry', stream, key),
    discard: (stream, key) => order('Discard', stream, key),
    putAway: (stream) => order('PutAway', stream),
    withdraw: (stream) => order('Withdraw', stream),
    typing: (stream, on) => order('Typing', stream, on),
    closing: async (stream) => (await call('Closing', stream)) as ClosingForm,
    close: (stream, said) => slow('Close', stream, said),
    targets: async (stream) => (await call('Targets', stream)) as TransferTarget[],
    past: async (stream, before) => (await call('Past', stream, before)) as PastPage,
    pastThread: async (stream, past) => (await call('PastThread', stream, past)) as PastThread,
    find: async (typed) => (await call('Find', typed)) as Found[],
    recall: async (stream) => (await call('Recall', stream)) as PastThread,
    changeCustomer: (stream, change) => slow('ChangeCustomer', stream, change),
    transfer: (stream, kind, id, comment, anyway) => slow('Transfer', stream, kind, id, comment, anyway),
    snooze: (stream, until, keep) => slow('Snooze', stream, until, keep),
    wake: (stream) => slow('Wake', stream),
    block: (stream) => slow('Block', stream),
    setLanguage: (language) => order('SetLanguage', language),
    setLayout: (panes) => order('SetLayout', panes),
    setDoNotDisturb: (on) => order('SetDoNotDisturb', on),
    setWriting: (writing) => order('SetWriting', writing),
    attend: (focused) => order('Attend', focused),
    openExternal: (url) => slow('OpenExternal', url),
    dismissNotice: (id) => order('DismissNotice', id),
    copyText: (text) => slow('CopyText', text),
  };
}
