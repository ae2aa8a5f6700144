import { useEffect, useState } from 'react';

const wide = '(min-width: 1200px)';

/** Whether the information is shown: beside the thread where there is room, over it when asked for. */
export function useInfo(): { open: boolean; toggle: () => void } {
  const [open, setOpen] = useState(() => matchMedia(wide).matches);
  useEffect(() => {
    const media = matchMedia(wide);
    const change = () => setOpen(media.matches);
    media.addEventListener('change', change);
    return () => media.removeEventListener('change', change);
  }, []);
  return { open, toggle: () => setOpen((was) => !was) };
}
