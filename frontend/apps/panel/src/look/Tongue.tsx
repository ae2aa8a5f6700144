import { preferred, Speech } from '@parley/ui';
import { type ReactNode, useEffect } from 'react';
import { quietly } from '../action';
import { usePort } from '../desk';
import { useLook } from './useLook';

/** Speaks the language that was chosen, or else the system's; the program's toasts and notices follow. */
export function Tongue({ children }: { children: ReactNode }) {
  const port = usePort();
  const chosen = useLook().language;
  const language = chosen === 'system' ? preferred(navigator.languages) : chosen;
  useEffect(() => {
    document.documentElement.lang = language;
    quietly(port.setLanguage(language));
  }, [language, port]);
  return <Speech language={language}>{children}</Speech>;
}
