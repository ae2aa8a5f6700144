// A conversation in two languages: the visitor writes French, the agent English.
import type { ThreadLine } from '@parley/wire';
import type { FakePort } from '../port/fake';
import { fake, first } from './fakes';
import { conversations } from './people';

const name = 'Mathieu Lefebvre-Delacroix';

const lines = (untranslated: boolean): ThreadLine[] => {
  const at = Date.now() - 300_000;
  const french = { fromLanguage: 'fr', toLanguage: 'en' };
  return [
    {
      key: 'v1',
      kind: 'visitor',
      at,
      name,
      text: 'Bonjour, mon colis est arrivé sans la pompe.\nVoir https://shop.acme.test/fr/colis/88213',
      translation: 'Hello, my parcel arrived without the pump.\nSee https://shop.acme.test/fr/colis/88213',
      ...french,
    },
    {
      key: 'a1',
      kind: 'agent',
      at: at + 60_000,
      name: 'Ada',
      original: 'I am sorry. Another one leaves today.',
      text: 'Je suis désolée. Une autre part aujourd’hui.',
      fromLanguage: 'en',
      toLanguage: 'fr-BE',
      state: 'seen',
      deliveredAt: at + 61_000,
      seenAt: at + 70_000,
    },
    {
      key: 'v2',
      kind: 'visitor',
      at: at + 120_000,
      name,
      text: 'Merci beaucoup ! Faut-il vous renvoyer quelque chose ?',
      ...(untranslated
        ? { untranslated: 'The translation service does not answer as it should. Try again in a moment.' }
        : { translation: 'Thank you very much! Should I send anything back to you?', ...french }),
    },
  ];
};

const translation = { on: true, agent: 'en', visitor: 'fr-BE' };

function talk(untranslated: boolean, on = true): FakePort {
  const port = fake(
    first(
      conversations(3),
      { name },
      { name, language: 'fr-BE', lines: lines(untranslated), translation: { ...translation, on } },
    ),
  );
  port.words.set('No, keep it all.', 'Non, gardez tout.');
  return port;
}

export const translations: Readonly<Record<string, () => FakePort>> = {
  translated: () => talk(false),
  'translation-fails': () => talk(true),
  'translation-off': () => talk(false, false),
};
