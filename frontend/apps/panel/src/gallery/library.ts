// What was sent from the library, and what is still to be filled in.
import type { ThreadLine } from '@parley/wire';
import type { FakePort } from '../port/fake';
import { fake, first } from './fakes';
import { conversations } from './people';
import { ready } from './readymade';

function sent(): FakePort {
  const at = Date.now() - 50_000;
  const agent = { kind: 'agent', name: 'Ada', at } as const;
  const [lamp] = ready.offers;
  const lines: ThreadLine[] = [
    { key: 'v', kind: 'visitor', at: at - 60_000, name: 'Ines Carvalho', text: 'Do you also have lamps?' },
    {
      ...agent,
      key: 'l',
      form: 'link',
      card: ready.links[1] ?? { title: '', url: '' },
      text: '',
      state: 'sent',
    },
    { ...agent, key: 'o', form: 'offer', card: lamp ?? { title: '', url: '' }, text: '', state: 'sent' },
    {
      ...agent,
      key: 'f',
      form: 'link',
      card: { title: 'Old catalogue', url: 'https://shop.acme.test/catalogue-2019' },
      text: '',
      state: 'failed',
      reason: 'Not sent: the library no longer holds this.',
    },
    {
      ...agent,
      key: 'q',
      form: 'link',
      card: { title: 'All six things in the shop', url: 'https://shop.acme.test/' },
      text: '',
      state: 'queued',
    },
  ];
  return fake(first(conversations(2), {}, { lines }));
}

/** The states of what is sent ready-made, by name. */
export const library: Readonly<Record<string, () => FakePort>> = {
  cards: sent,
  'to-fill-in': () =>
    fake(
      first(
        conversations(2),
        { draft: true },
        { draft: 'Your order {order_number} is on its way to {city}.\nUntil soon.' },
      ),
    ),
};
