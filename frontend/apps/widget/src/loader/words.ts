const en = {
  open: 'Open chat',
  close: 'Close chat',
  chat: 'Chat',
  one: ' unread message',
  many: ' unread messages',
  ended: 'The conversation has ended.',
};

const fr: typeof en = {
  open: 'Ouvrir la discussion',
  close: 'Fermer la discussion',
  chat: 'Discussion',
  one: ' message non lu',
  many: ' messages non lus',
  ended: 'La conversation est terminée.',
};

/** The visitor's language: the page's first, then the browser's. */
export const spoken = (): string => document.documentElement.lang || navigator.language || 'en';

/** The same, of those there are words in. */
export const language = (): 'en' | 'fr' => (/^fr\b/i.test(spoken()) ? 'fr' : 'en');

export const words = language() === 'fr' ? fr : en;
