import { useSyncExternalStore } from 'react';

/** As in the style sheets: a window in which everything is twice as large. */
const short = '(max-height: 439px)';

function follow(changed: () => void): () => void {
  const media = matchMedia(short);
  media.addEventListener('change', changed);
  return () => media.removeEventListener('change', changed);
}

/** Whether the window has little height. */
export const useShort = (): boolean => useSyncExternalStore(follow, () => matchMedia(short).matches);
