/** The channels a conversation can run on. */
export type Channel = 'chat' | 'call' | 'video' | 'messaging' | 'app';

/** The light of a channel: may receive, full, receives nothing. */
export type Light = 'green' | 'orange' | 'red';
