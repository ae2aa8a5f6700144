// What the shop sells. Pictures are drawn here, so that no page asks anybody else for anything.

const chair = `<path d="M70 40v76m60-76v76M70 52h60M70 72h60M62 116h76l6 14H56zM66 130l-6 46m74-46 6 46"/>`;
const lamp = `<path d="M100 176v-84m-28 84h56M100 92 64 60m0 0 26-26 26 26z" /><circle cx="78" cy="62" r="7" class="warm"/>`;
const mug = `<path d="M62 66h64v70a18 18 0 0 1-18 18H80a18 18 0 0 1-18-18zM126 82h12a16 16 0 0 1 0 32h-12M80 50q-6-8 0-16m16 16q-6-8 0-16m16 16q-6-8 0-16" class="line"/><path d="M62 96h64" class="warm"/>`;
const throwOver = `<path d="M52 58h96v72H52zM52 76h96M52 94h96M52 112h96"/><path d="M58 130v16m14-16v16m14-16v16m14-16v16m14-16v16m14-16v16m14-16v16" class="warm"/>`;
const clock = `<circle cx="100" cy="100" r="56"/><path d="M100 100V66m0 34 24 14M100 50v6m0 88v6m50-50h-6m-88 0h-6" class="line"/><circle cx="100" cy="100" r="4" class="warm"/>`;
const planter = `<path d="M66 112h68l-8 56H74z"/><path d="M100 112V70m0 22c-24 0-32-14-32-30 20 0 32 10 32 30zm0-12c0-22 12-34 34-36 2 22-10 36-34 36z" class="warm"/>`;

export const goods = [
  {
    id: 'ashby-chair',
    name: 'Ashby chair',
    price: 184,
    drawing: chair,
    short: 'A ladder-back in steamed ash, light enough to carry with two fingers.',
    long: 'The back legs are bent from one piece each, so there is no joint where a chair breaks first. Oiled, never lacquered: it can be sanded and oiled again in fifty years.',
    facts: [
      ['Wood', 'Ash, oiled'],
      ['Seat', '45 cm high'],
      ['Weight', '3.4 kg'],
      ['Made in', 'three weeks'],
    ],
  },
  {
    id: 'wren-lamp',
    name: 'Wren lamp',
    price: 96,
    drawing: lamp,
    short: 'A reading lamp that bows, and stays where it is put.',
    long: 'Two springs hold the arm at any height. The shade is folded from a single sheet of brass and will darken with the years, a little faster where hands touch it.',
    facts: [
      ['Metal', 'Brass and steel'],
      ['Bulb', 'E14, included'],
      ['Cable', '2.2 m, cotton'],
      ['Reach', '58 cm'],
    ],
  },
  {
    id: 'fallow-mug',
    name: 'Fallow mug',
    price: 22,
    drawing: mug,
    short: 'Thick at the foot, thin at the lip, and it keeps tea warm for half an hour.',
    long: 'Thrown in stoneware and dipped once in an ash glaze, so that no two are quite alike. Goes in the dishwasher; we would still wash it by hand.',
    facts: [
      ['Clay', 'Stoneware'],
      ['Holds', '320 ml'],
      ['Glaze', 'Wood ash'],
      ['Dishwasher', 'Yes'],
    ],
  },
  {
    id: 'moor-throw',
    name: 'Moor throw',
    price: 128,
    drawing: throwOver,
    short: 'Undyed wool in four greys, each from another flock.',
    long: 'Woven at a mill that has had the same two looms since 1961. It loses a few hairs in the first month and then no more.',
    facts: [
      ['Wool', 'Undyed, British'],
      ['Size', '140 × 190 cm'],
      ['Weight', '1.1 kg'],
      ['Washing', 'Cold, by hand'],
    ],
  },
  {
    id: 'noon-clock',
    name: 'Noon clock',
    price: 74,
    drawing: clock,
    short: 'Four marks and two hands. It does not tick.',
    long: 'A sweeping movement behind a dial of turned beech. One battery lasts two years; the screw on the back needs no tool.',
    facts: [
      ['Dial', 'Beech, 28 cm'],
      ['Movement', 'Silent sweep'],
      ['Battery', 'AA, included'],
      ['Hangs on', 'one nail'],
    ],
  },
  {
    id: 'tern-planter',
    name: 'Tern planter',
    price: 38,
    drawing: planter,
    short: 'A pot with a hidden saucer, for people who water too much.',
    long: 'The inner pot is porous and sits a finger above the floor of the outer one. What is too much collects there and is drunk up in the week.',
    facts: [
      ['Clay', 'Terracotta'],
      ['Across', '21 cm'],
      ['Plant', 'Not included'],
      ['Frost', 'Bring it in'],
    ],
  },
];
