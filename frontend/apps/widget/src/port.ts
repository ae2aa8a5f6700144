// What loader and frame say to each other over their MessageChannel, and the
// two words by which they find each other. Nothing of the conversation passes.

/** Frame to loader, by window: I am here. */
export interface Ready {
  parley: 'ready';
  nonce: string;
}

/** Loader to frame, by window, with the port. */
export interface Settle {
  parley: 'settle';
  nonce: string;
  open: boolean;
  focus: boolean;
  phone: boolean;
  page: PageNow;
}

export interface PageNow {
  url: string;
  title: string;
}

export type ToFrame =
  | { t: 'open'; focus: boolean }
  | { t: 'close' }
  | { t: 'size'; phone: boolean }
  | { t: 'page'; page: PageNow };

export type ToLoader =
  /** ended: the conversation is over, which the launcher tells. */
  { t: 'close'; ended: boolean } | News;

/**
 * going: something is going on, so the next page fetches the frame at once.
 * none: this visitor is offered nothing; null while that is not known.
 */
export interface News {
  t: 'unread';
  count: number;
  going: boolean;
  none: boolean | null;
}
