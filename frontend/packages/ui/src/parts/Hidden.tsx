import type { ReactNode } from 'react';

/** Said to those who listen, not shown. */
export function Hidden({ children }: { children: ReactNode }) {
  return <span className="hidden">{children}</span>;
}
