// Whom a conversation can be transferred to in the gallery: in the server's order, who is free first.
import type { TransferTarget } from '@parley/wire';

function agent(id: string, name: string, change: Partial<TransferTarget>): TransferTarget {
  return {
    kind: 'agent',
    id,
    name,
    skills: [],
    groups: ['Sales'],
    free: true,
    light: 'green',
    used: 0,
    slots: 3,
    ...change,
  };
}

function group(id: string, name: string, change: Partial<TransferTarget> = {}): TransferTarget {
  return { kind: 'group', id, name, skills: [], groups: [], free: true, used: 0, slots: 0, ...change };
}

export const colleagues: TransferTarget[] = [
  agent('10424', 'Ben Osei', { used: 1, skills: ['Deutsch', 'Tents'] }),
  agent('10425', 'Élodie Brûlé-Saint-Aubin', {
    skills: ['Français', 'Returns', 'Claims'],
    groups: ['Support'],
  }),
  agent('10431', 'Oluwaseun Adébáyò-Ọlátúnjí von Hohenstein-Wittgenberg', {
    used: 2,
    skills: ['Group orders of more than two hundred pieces', 'Engraving', 'Delivery abroad'],
    groups: ['Sales', 'Business customers', 'Expeditions'],
  }),
  group('support', 'Support'),
  group('night', 'Night desk', {
    free: false,
    why: 'Nobody who is free in Night desk has the language and the skills this conversation asks for: it would wait for somebody who has.',
    whyFR:
      'Personne de libre dans Night desk n’a la langue et les compétences que cette conversation demande : elle attendrait quelqu’un qui les ait.',
  }),
  agent('10426', 'Cleo Roux', {
    free: false,
    light: 'orange',
    used: 3,
    skills: ['Français'],
    why: 'Cleo Roux has no slot left.',
    whyFR: 'Cleo Roux n’a plus de place libre.',
  }),
  agent('10427', 'Tomasz Żak', {
    free: false,
    light: 'red',
    why: 'Tomasz Żak is not on the line.',
    whyFR: 'Tomasz Żak n’est pas connecté.',
  }),
];
