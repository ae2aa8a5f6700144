import { keeping } from '../overlays/kept';

/** To whom a conversation is to go, and with which words. */
export interface Handing {
  key: string | undefined;
  comment: string;
}

/** What was chosen and written for each conversation, and not confirmed. */
export const handing = keeping<Handing>({ key: undefined, comment: '' });
