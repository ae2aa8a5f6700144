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

/** Why something was not done, as the program and the server say it. */
export interface Told {
  code: string;
  message: string;
  /** The same in French, where the program knows it. */
  messageFR?: string | undefined;
  /** What it is about, by its name or as a pointer to it. */
  field?: string | undefined;
}

/** A refusal in the agent's language: as it was said, else by its code, of what it is about where we know that. */
export function explain(language: Language, { code, message, messageFR, field }: Told): string {
  const of = (key: string) => catalogues[language][key]?.({});
  const known = () => (field && of(`code.${code}.${field.replace(/^\//, '')}`)) || of(`code.${code}`);
  const said = language === spoken ? message : messageFR;
  return said || known() || message || code;
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
