import english from 'virtual:messages/en';
import french from 'virtual:messages/fr';
import { createContext, type ReactNode, useContext, useMemo } from 'react';
import type source from './en.json';

export type Key = keyof typeof source;
export type Values = Readonly<Record<string, string | number>>;
export type Language = 'en' | 'fr';

/** Says one sentence of the catalogue. */
export type Say = (key: Key, values?: Values) => string;

/** What the program behind the panel speaks: its own sentences need no translation there. */
const spoken: Language = 'en';

const catalogues = { en: english, fr: french };

/** The language of the catalogue closest to what the system prefers. */
export function preferred(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const language = tag.slice(0, 2).toLowerCase();
    if (language === 'fr' || language === 'en') return language;
  }
  return 'en';
}

export function speaker(language: Language): Say {
  return (key, values = {}) => catalogues[language][key]?.(values) ?? key;
}

/** A refusal in the agent's language: by its code where we know it, else as it was said. */
export function explain(language: Language, refusal: { code: string; message: string }): string {
  const known = catalogues[language][`code.${refusal.code}`]?.({});
  if (language === spoken) return refusal.message || known || refusal.code;
  return known ?? (refusal.message || refusal.code);
}

interface Tongue {
  language: Language;
  say: Say;
}

const Context = createContext<Tongue>({ language: 'en', say: speaker('en') });

export function Speech({ language, children }: { language: Language; children: ReactNode }) {
  const tongue = useMemo(() => ({ language, say: speaker(language) }), [language]);
  return <Context value={tongue}>{children}</Context>;
}

export function useSay(): Say {
  return useContext(Context).say;
}

export function useLanguage(): Language {
  return useContext(Context).language;
}

/** The place whose dates and figures go with the language: the system's own where it speaks it. */
export function useLocale(): string {
  const language = useLanguage();
  return navigator.languages.find((tag) => tag.slice(0, 2).toLowerCase() === language) ?? language;
}
