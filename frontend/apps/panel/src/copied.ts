import { useEffect, useState } from 'react';

/** How long a copy is confirmed. */
const shown = 2000;

/** Whether it was copied just now, and what copies it. */
export function useCopied(copy: () => Promise<boolean>): [boolean, () => Promise<void>] {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return undefined;
    const timer = setTimeout(() => setCopied(false), shown);
    return () => clearTimeout(timer);
  }, [copied]);
  return [copied, async () => setCopied(await copy())];
}
