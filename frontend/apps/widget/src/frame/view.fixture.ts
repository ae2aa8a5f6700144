import type { View } from '@parley/link';

/** A view in the middle of a talk, with what a test wants changed. */
export const view = (change: Partial<View>): View => ({
  ...{ ready: true, lost: false, shut: null, project: 'ACME', typing: false, stream: 's', skew: 0 },
  ...{ offer: { state: 'online', async: true }, wait: null, waits: false, endsAt: 0, address: null },
  ...{ events: [], past: [], over: false, left: false, pending: [], back: [], agent: 'Ada', files: null },
  ...{ firstUnread: 0, unread: 0, lasting: true, ...change },
});
