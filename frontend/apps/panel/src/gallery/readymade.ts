// What can be sent ready-made in the gallery, some of it long.
import type { Canned, ReadyMade } from '@parley/wire';

const long =
  'You can send everything back within thirty days, in the box it came in or in any other. The label is on the bottom of the box: stick it on, hand the parcel in at any post office, and keep the receipt until we have written to you.';

/** What can be sent, filled in for Ines but for what is not known of her. */
export const ready: ReadyMade = {
  variables: ['OP_pseudo', 'visitor_name', 'project', 'contact_id', 'order_number', 'city'],
  answers: [
    {
      key: 'own 1',
      category: 'Mine',
      own: true,
      title: 'Until soon',
      text: 'Until soon, Ines. It was a pleasure.',
    },
    {
      key: 'own 2',
      category: 'Mine',
      own: true,
      title: '',
      text: 'Your order {order_number} is on its way.',
    },
    {
      key: 'shared 1',
      category: 'Greetings',
      title: 'First words',
      text: 'Hello Ines, I am Ada of ACME. What can I do for you?',
    },
    {
      key: 'shared 2',
      category: 'Greetings',
      title: 'One moment',
      text: 'One moment please, I am looking it up for you.',
    },
    { key: 'shared 3', category: 'Delivery and returns', title: 'How to return', text: long },
    {
      key: 'shared 4',
      category: 'Delivery and returns',
      title: 'Delivery time',
      text: 'What is in stock leaves us within two working days.',
    },
    {
      key: 'shared 5',
      category: 'Allgemeine Geschäftsbedingungen und Widerrufsbelehrungen',
      title: 'A title that goes on for as long as a title is allowed to go on, which is long',
      text: long,
    },
  ],
  links: [
    { id: 'shop', title: 'All six things in the shop', url: 'https://shop.acme.test/' },
    {
      id: 'long',
      title: 'Returns, exchanges, guarantees and everything that has to be said about them',
      url: 'https://shop.acme.test/help/returns/exchanges/guarantees/and/a/path/that/goes/on?and=on&and=on&and=on',
    },
  ],
  offers: [
    {
      id: 'lamp',
      title: 'The Wren lamp, with its bulb',
      text: 'A reading lamp that bows, and stays where it is put.',
      url: 'https://shop.acme.test/wren-lamp',
    },
  ],
};

/** What the agent keeps for themselves. */
export const own: Canned = {
  categories: [
    { id: 'mine', name: 'Mine' },
    { id: 'none', name: 'Nothing here yet' },
  ],
  answers: [
    {
      id: 'soon',
      category: 'mine',
      title: 'Until soon',
      text: 'Until soon, {visitor_name}. It was a pleasure.',
    },
    { id: 'long', category: 'mine', text: long },
  ],
};
