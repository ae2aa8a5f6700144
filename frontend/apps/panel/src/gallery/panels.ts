import type { Lamp, Panel, Session } from '@parley/wire';
import type { Conversation } from './people';

export const lamps: Lamp[] = [
  { channel: 'chat', light: 'green', status: 'available', used: 2, slots: 3 },
  { channel: 'call', light: 'red', status: 'unavailable', used: 0, slots: 1 },
  { channel: 'video', light: 'orange', status: 'available', used: 1, slots: 1 },
  { channel: 'messaging', light: 'green', status: 'available', used: 1, slots: 4 },
];

const ada: Session = {
  state: 'signed_in',
  server: 'https://desk.acme.test',
  email: 'ada@acme.test',
  agentId: '10423',
  name: 'Ada Okafor',
  username: 'Ada',
  project: {
    id: 'acme',
    name: 'ACME',
    letters: 'AC',
    team: { title: 'The garden', page: 'https://team.acme.test/garden' },
  },
  files: { maxBytes: 5 << 20, endings: ['png', 'jpg', 'jpeg', 'gif', 'webp', 'pdf'] },
  doNotDisturb: false,
  writing: {
    askWrote: true,
    askAnswered: true,
    askUnfilled: true,
    askNumbers: true,
    askNames: true,
    hold: false,
    suggest: true,
  },
  version: '0.1.0',
};

/** A panel with these conversations, the first on screen. */
export function panelOf(open: readonly Conversation[], change: Partial<Panel> = {}): Panel {
  const first = open[0];
  return {
    rev: 1,
    session: ada,
    line: { state: 'online', since: Date.now() - 3_600_000, clock: 0, unsent: 0 },
    channels: lamps,
    imposed: '',
    ungrouped: false,
    boxes: open.map((conversation) => conversation.box),
    shelf: [],
    notices: [],
    panes: [first?.thread.stream ?? ''],
    active: first?.thread.stream ?? '',
    threads: first ? [first.thread] : [],
    ...change,
  };
}

/** A panel nobody has signed in to. */
export function closedPanel(change: Partial<Session> = {}): Panel {
  const { agentId: _, name: __, username: ___, ...nobody } = ada;
  return panelOf([], { session: { ...nobody, state: 'signed_out', ...change }, channels: [] });
}
