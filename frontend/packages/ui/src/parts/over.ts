import { createContext, type ReactNode } from 'react';

/** What is asked over the dialog that is open, if one is: beside it, it would not be given the focus. */
export const Over = createContext<ReactNode>(null);
