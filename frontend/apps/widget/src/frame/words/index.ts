import { en } from './en';
import { fr } from './fr';

export type Words = typeof en;
export type Language = 'en' | 'fr';

export const wordsOf = (language: Language): Words => (language === 'fr' ? fr : en);
