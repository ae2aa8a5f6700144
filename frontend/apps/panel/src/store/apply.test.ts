import type { Panel, PanelPatch, StateBox, Thread, ThreadLine } from '@parley/wire';
import { expect, test } from 'vitest';
import { apply } from './apply';
import { onScreen } from './onScreen';

const line = (key: string, text = key): ThreadLine => ({ key, kind: 'agent', at: 1, text, state: 'sent' });

const thread: Thread = {
  stream: 'a',
  label: 'AC 1',
  channel: 'chat',
  name: 'V',
  online: true,
  typing: false,
  openedAt: 0,
  waited: 0,
  async: false,
  open: true,
  draft: '',
  lines: [line('1'), line('2')],
};

const panel: Panel = {
  rev: 7,
  session: {
    state: 'signed_in',
    server: 's',
    email: 'e',
    project: { id: '1', name: 'ACME', letters: 'AC' },
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
    version: '1',
  },
  line: { state: 'online', since: 0, clock: 0, unsent: 0 },
  channels: [],
  imposed: '',
  ungrouped: false,
  boxes: [],
  shelf: [],
  notices: [],
  panes: ['a', ''],
  active: 'a',
  threads: [thread],
};

const after = (patch: Omit<PanelPatch, 'rev'>): Panel => {
  const next = apply(panel, { rev: 8, ...patch });
  if (next === 'gap') throw new Error('a gap where there is none');
  return next;
};

const keys = (of: Panel) => of.threads[0]?.lines.map((l) => `${l.key}=${l.text}`);

test('what a patch does not hold stays the very same', () => {
  const next = after({ notices: [{ id: 1, code: 'x', text: 'x', at: 1 }] });
  expect(next.rev).toBe(8);
  expect(next.session).toBe(panel.session);
  expect(next.threads).toBe(panel.threads);
  expect(next.notices).toHaveLength(1);
});

test('of a list only what has changed in it is another', () => {
  const box = (stream: string, lastText: string): StateBox => ({
    stream,
    label: stream,
    channel: 'chat',
    name: stream,
    lastText,
    openedAt: 0,
    lastAgentAt: 0,
    waitingSince: 0,
    mine: true,
    tone: 'mine',
    online: true,
    typing: false,
    draft: false,
    failed: false,
    new: 0,
  });
  const first = apply(panel, { rev: 8, boxes: [box('a', 'one'), box('b', 'two')] }) as Panel;
  const second = apply(first, { rev: 9, boxes: [box('a', 'one'), box('b', 'three')] }) as Panel;
  expect(second.boxes[0]).toBe(first.boxes[0]);
  expect(second.boxes[1]).toEqual(box('b', 'three'));
  const third = apply(second, { rev: 10, boxes: [box('a', 'one'), box('b', 'three')] }) as Panel;
  expect(third.boxes).toBe(second.boxes);
  expect(apply(third, { rev: 11, boxes: [box('a', 'one')] })).toMatchObject({ boxes: [box('a', 'one')] });
});

test('a patch seen before changes nothing, one too far ahead is a gap', () => {
  expect(apply(panel, { rev: 7, boxes: [] })).toBe(panel);
  expect(apply(panel, { rev: 9 })).toBe('gap');
});

test('lines replace their own and stand after the last', () => {
  expect(keys(after({ threadPatches: [{ stream: 'a', lines: [line('2', 'new'), line('3')] }] }))).toEqual([
    '1=1',
    '2=new',
    '3=3',
  ]);
});

test('an order removes and moves lines, new ones included', () => {
  expect(keys(after({ threadPatches: [{ stream: 'a', lines: [line('3')], order: ['3', '1'] }] }))).toEqual([
    '3=3',
    '1=1',
  ]);
});

test('a change to a conversation not on screen is not for us', () => {
  expect(after({ threadPatches: [{ stream: 'b', typing: true }] }).threads[0]).toBe(thread);
});

test('presence changes without touching the lines', () => {
  const [changed] = after({ threadPatches: [{ stream: 'a', online: false, typing: true }] }).threads;
  expect(changed).toMatchObject({ online: false, typing: true });
  expect(changed?.lines).toBe(thread.lines);
});

test('a conversation comes on screen beside the other, which stays the very same', () => {
  const other = { ...thread, stream: 'b' };
  const next = after({ panes: ['b', 'a'], active: 'b', threads: [other] });
  expect(next.threads).toEqual([other, thread]);
  expect(next.threads[1]).toBe(thread);
  expect(onScreen(next)).toBe(other);
});

test('what has no pane goes, and what is replaced can be changed at once', () => {
  expect(after({ panes: ['', ''], active: '' }).threads).toEqual([]);
  const other = { ...thread, stream: 'b', lines: [] };
  const next = after({
    panes: ['b'],
    threads: [other],
    threadPatches: [{ stream: 'b', lines: [line('9')] }],
  });
  expect(keys(next)).toEqual(['9=9']);
});
