// What can be said of a conversation in the gallery when it is closed.
import type { ClosingForm } from '@parley/wire';
import type { FakePort } from '../port/fake';
import { fake } from './fakes';
import { conversations } from './people';

const tag = (id: string, name: string) => ({ id, name });

/** A shop's tags: those of tents first, for this conversation. */
export const form: ClosingForm = {
  tagging: 'offered',
  fixed: false,
  mail: true,
  visitorEmail: 'ines@home.test',
  recommended: [tag('tents', 'Tents'), tag('advice', 'Advice before buying'), tag('refund', 'Refund')],
  others: [
    tag('pump', 'Pump missing'),
    tag('group', 'Group orders of more than two hundred pieces, with engraving and delivery abroad'),
    tag('delivery', 'Delivery'),
    tag('ecrit', 'Écrit par erreur'),
    tag('complaint', 'Complaint'),
    tag('size', 'Size'),
    tag('arabic', 'شحن'),
    tag('spam', 'Spam'),
  ],
};

function closing(change: Partial<ClosingForm>): FakePort {
  const port = fake(conversations(3));
  port.form = { ...form, ...change };
  return port;
}

/** Projects that ask for other things at closing, by name. */
export const closings: Readonly<Record<string, () => FakePort>> = {
  'closing-required': () => closing({ tagging: 'required', fixed: true }),
  'closing-first': () => closing({ recommended: [], others: [] }),
  'closing-bare': () => closing({ tagging: 'off', mail: false, recommended: [], others: [] }),
};
