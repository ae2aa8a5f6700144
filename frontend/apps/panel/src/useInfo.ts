import { useCallback, useEffect, useState } from 'react';

const wide = '(min-width: 1200px)';

export interface Information {
  open: boolean;
  toggle: () => void;
  /** Away where it lies over the thread, which is to be read; true if it did. */
  giveWay: () => boolean;
}

/** Whether the information is shown: beside the thread where there is room, over it when asked for. */
export function useInfo(): Information {
  const [open, setOpen] = useState(() => matchMedia(wide).matches);
  useEffect(() => {
    const media = matchMedia(wide);
    const change = () => setOpen(media.matches);
    media.addEventListener('change', change);
    return () => media.removeEventListener('change', change);
  }, []);
  const toggle = useCallback(() => setOpen((was) => !was), []);
  return {
    open,
    toggle,
    giveWay: () => {
      if (matchMedia(wide).matches) return false;
      setOpen(false);
      return true;
    },
  };
}
