import type { View } from '@parley/link';
import { expect, test } from 'vitest';
import { rows } from './rows';
import { view } from './view.fixture';

const noon = new Date(2026, 5, 1, 12).getTime();
const minute = 60_000;
const day = 24 * 60 * minute;
type Event = View['events'][number];

const says = (seq: number, at: number, from: 'visitor' | 'agent', name = ''): Event => ({
  ...{ seq, at, kind: 'message' as const, from, text: `${seq}` },
  ...(name ? { name } : {}),
});

const names = (v: View, mark = 0) => rows(v, mark).map((r) => (r.row === 'message' ? r.text : r.row));

test('a line for each day, for who joined, for what is new, and for the end', () => {
  const events: Event[] = [
    says(1, noon, 'visitor'),
    { seq: 2, at: noon, kind: 'joined', name: 'Ada' },
    says(3, noon + day, 'agent', 'Ada'),
    { seq: 4, at: noon + day, kind: 'closed' },
  ];
  expect(names(view({ events }), 3)).toEqual(['day', '1', 'joined', 'day', 'unread', '3', 'ended']);
});

test('a colleague who takes over is not announced, but who comes after nobody was there is', () => {
  const comes = (seq: number, name: string): Event => ({ seq, at: noon, kind: 'joined', name });
  const handed = [comes(1, 'Ada'), comes(2, 'Ben'), says(3, noon, 'agent', 'Ben')];
  expect(names(view({ events: handed }))).toEqual(['joined', 'day', '3']);
  const lost: Event = { seq: 4, at: noon, kind: 'waiting' };
  const list = rows(view({ events: [...handed, lost, comes(5, 'Cleo')] }), 0);
  expect(list.slice(-2)).toMatchObject([
    { row: 'lost', name: 'Ben' },
    { row: 'joined', name: 'Cleo' },
  ]);
});

test('row: P-091: a colleague takes over when one has it, by one line', () => {
  const comes = (seq: number, name: string): Event => ({ seq, at: noon, kind: 'joined', name });
  const handed = (seq: number): Event => ({ seq, at: noon, kind: 'transferred' });
  const seen = (...events: Event[]) => names(view({ events }));
  const [ada, once] = [comes(1, 'Ada'), handed(2)];
  expect(seen(ada, once), 'who is to have it is absent').toEqual(['joined']);
  expect(seen(ada, once, comes(3, 'Ben'))).toEqual(['joined', 'transferred']);
  expect(seen(ada, once, comes(3, 'Ben'), comes(4, 'Cleo')), 'who bounced is no transfer').toEqual([
    ...['joined', 'transferred'],
  ]);
  expect(seen(ada, once, handed(3), comes(4, 'Ben')), 'on again before anybody took it').toEqual([
    ...['joined', 'transferred'],
  ]);
  expect(seen(ada, once, comes(3, 'Ben'), handed(4), comes(5, 'Cleo'))).toEqual([
    ...['joined', 'transferred', 'transferred'],
  ]);
  expect(seen(ada, once, { ...comes(3, 'Ada'), at: noon + day }), 'it came back').toEqual(['joined']);
  expect(seen(ada, once, comes(3, 'Ada')), 'to a namesake').toEqual(['joined', 'transferred']);
  const end: Event = { seq: 3, at: noon, kind: 'closed' };
  expect(seen(ada, once, end), 'nobody took it').toEqual(['joined', 'ended']);
});

test('messages of one hand stand together for five minutes', () => {
  const at = [noon, noon + minute, noon + 2 * minute, noon + 10 * minute];
  const events = [says(1, noon, 'agent', 'Ben'), ...at.map((t, i) => says(i + 2, t, 'agent', 'Ada'))];
  const groups = rows(view({ events }), 0).flatMap((r) => (r.row === 'message' ? [[r.first, r.last]] : []));
  expect(groups).toEqual([
    [true, true],
    [true, false],
    [false, false],
    [false, true],
    [true, true],
  ]);
});

test('who waits is told so, and who left that they did', () => {
  const events = [says(1, noon, 'visitor')];
  expect(names(view({ events, agent: '', waits: true }))).toEqual(['day', '1', 'waiting']);
  expect(names(view({ events, agent: '', left: true }))).toEqual(['day', '1', 'left']);
});

test('quiet lines for an agent who is gone, by name, for a colleague, and for each kind of end', () => {
  const events: Event[] = [
    { seq: 1, at: noon, kind: 'joined', name: 'Ada' },
    { seq: 2, at: noon, kind: 'transferred' },
    { seq: 3, at: noon, kind: 'joined', name: 'Ben' },
    { seq: 4, at: noon, kind: 'waiting' },
    { seq: 5, at: noon, kind: 'warned', closesAt: noon + minute },
    { seq: 6, at: noon, kind: 'closed', end: 'inactive' },
  ];
  const list = rows(view({ events, past: events, over: true }), 0);
  expect(list.filter((r) => r.row === 'lost')).toMatchObject([{ name: 'Ben' }, { name: 'Ben' }]);
  expect(list.filter((r) => r.row === 'ended')).toMatchObject([
    { end: 'inactive', past: true },
    { end: 'inactive', past: false },
  ]);
  const line = ['joined', 'transferred', 'lost', 'ended'];
  expect(list.map((r) => r.row)).toEqual(['earlier', ...line, ...line]);
});

test('row: P-103: what nobody was free for was not sent, and what was answered was', () => {
  const end = (seq: number): Event => ({ seq, at: noon, kind: 'closed', end: 'nobody_free' });
  const states = (...events: Event[]) =>
    rows(view({ events, over: true }), 0).flatMap((r) =>
      r.row === 'message' && r.from === 'visitor' ? [r.state ?? 'back'] : [],
    );
  const [one, two, three] = [says(1, noon, 'visitor'), says(3, noon, 'visitor'), says(4, noon, 'visitor')];
  expect(states(one, two, end(5))).toEqual(['back', 'back']);
  expect(states(one, says(2, noon, 'agent', 'Ada'), two, three, end(5))).toEqual(['sent', 'back', 'back']);
  expect(states(one, { ...end(2), end: 'ended' })).toEqual(['sent']);
});

test('a message keeps its key from the outbox to the log, so that it does not blink', () => {
  const before = rows(view({ stream: '', pending: [{ id: 'x', text: '1', at: noon, state: 'sending' }] }), 0);
  const after = rows(view({ events: [{ ...says(1, noon, 'visitor'), id: 'x' }] }), 0);
  expect(before.map((r) => r.key)).toEqual(after.map((r) => r.key));
});

test('a link or an offer is its card, and an erased one is nothing', () => {
  const card = { title: 'The manual', url: 'https://shop.example' };
  const sent: Event = {
    seq: 1,
    at: noon,
    kind: 'message',
    from: 'agent',
    text: 'The manual',
    form: 'link',
    card,
  };
  const { card: _, ...erased } = { ...sent, seq: 2, text: '' };
  const list = rows(view({ events: [sent, erased] }), 0).filter((r) => r.row === 'message');
  expect(list).toMatchObject([{ form: 'link', card }, { text: '' }]);
  expect(list[1]).not.toHaveProperty('card');
});

test('the next words answer a choice, and an older one no more', () => {
  const asks = (seq: number, ...options: string[]): Event => ({
    ...says(seq, noon, 'agent', 'Ada'),
    form: 'choice',
    rich: { choice: { question: '?', options } },
  });
  const said = (seq: number, text: string): Event => ({ ...says(seq, noon, 'visitor'), text });
  const choices = (v: View) =>
    rows(v, 0).flatMap((r) =>
      r.row === 'message' && r.rich ? [r.taken ?? (r.asks ? 'asks' : 'passed')] : [],
    );
  expect(choices(view({ events: [asks(1, 'a', 'b'), asks(2, 'b', 'c')] }))).toEqual(['asks', 'asks']);
  expect(
    choices(view({ events: [asks(1, 'a', 'b'), asks(2, 'b', 'c'), said(3, 'b'), said(4, 'a')] })),
  ).toEqual(['passed', 'b']);
  expect(choices(view({ events: [asks(1, 'a', 'b'), said(2, 'a b'), asks(3, 'a', 'b')] }))).toEqual([
    'passed',
    'asks',
  ]);
  expect(choices(view({ events: [asks(1, 'a', 'b')], over: true }))).toEqual(['passed']);
  const picture = { id: 'f', name: 'a.png', kind: 'png', size: 1 } as const;
  const file: Event = { ...said(2, 'a.png'), form: 'file', file: picture };
  expect(choices(view({ events: [asks(1, 'a', 'b'), file] })), 'a file is no answer').toEqual(['asks']);
});
