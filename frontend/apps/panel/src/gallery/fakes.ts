import type { Panel, StateBox, Thread } from '@parley/wire';
import { FakePort } from '../port/fake';
import { form } from './closings';
import { colleagues } from './colleagues';
import { over, saidThere } from './over';
import { panelOf } from './panels';
import type { Conversation } from './people';
import { own, ready } from './readymade';

/** A program with these conversations. */
export function fake(open: readonly Conversation[], change: Partial<Panel> = {}): FakePort {
  const port = new FakePort(
    panelOf(open, change),
    open.map((conversation) => conversation.thread),
  );
  port.who = colleagues;
  port.ready = ready;
  port.own = own;
  port.form = form;
  port.over = over;
  for (const { stream } of over)
    port.said.set(stream, stream === 'over1' ? saidThere : saidThere.slice(0, 1));
  return port;
}

/** The same conversations, the first one changed. */
export function first(open: Conversation[], box: Partial<StateBox>, thread: Partial<Thread>): Conversation[] {
  return open.map((one, place) =>
    place === 0 ? { box: { ...one.box, ...box }, thread: { ...one.thread, ...thread } } : one,
  );
}

/** One conversation only is on screen. */
export const alone = (one: Conversation, place: number): Conversation =>
  place > 0 && one.box.tone === 'active' ? { ...one, box: { ...one.box, tone: 'mine' } } : one;
