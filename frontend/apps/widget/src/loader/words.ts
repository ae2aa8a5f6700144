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

/** The visitor's language, of those there are: the page's first, then the browser's. */
export function language(): 'en' | 'fr' {
  const said = document.documentElement.lang || navigator.language || 'en';
  return /^fr\b/i.test(said) ? 'fr' : 'en';
}

export const words = language() === 'fr' ? fr : en;
