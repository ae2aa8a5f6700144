// What helps who writes: answers proposed, and a message that can still be undone.
import type { Suggestion } from '@parley/wire';
import type { FakePort } from '../port/fake';
import { fake, first } from './fakes';
import { conversations } from './people';

const proposed: Suggestion[] = [
  {
    key: 'shared 7',
    title: 'Footprint',
    text: 'The footprint is sold apart: you find it under the tent, at the bottom of its page.',
  },
  {
    key: 'past 1',
    past: true,
    text: 'It comes with everything that stands on the picture, and the pegs; the footprint and the repair kit are sold apart, and both fit into the same bag.',
  },
  {
    key: 'own 3',
    title: 'A title that goes on for as long as a title is allowed to go on, which is long',
    text: 'Anything else?',
  },
];

function held(): FakePort {
  const port = fake(conversations(3));
  const [thread] = port.panel.threads;
  if (thread) {
    const until = Date.now() + 3000;
    const line = { key: 'h', kind: 'agent', at: until - 3000, name: 'Ada', state: 'held', until } as const;
    port.lose({ threads: [{ ...thread, lines: [...thread.lines, { ...line, text: 'It is sold apart.' }] }] });
  }
  return port;
}

/** The states of writing, by name. */
export const writing: Readonly<Record<string, () => FakePort>> = {
  proposed: () => fake(first(conversations(3), {}, { suggestions: proposed })),
  held,
};
