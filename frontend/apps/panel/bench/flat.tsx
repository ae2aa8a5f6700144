/** In the place of the library that draws the lines in sight: draws them all, as the least that could show a thread. */
import type { ReactNode } from 'react';

interface Props<T> {
  data: readonly T[];
  children: (row: T) => ReactNode;
}

export function Virtualizer<T>({ data, children }: Props<T>) {
  return <div>{data.map((row) => children(row))}</div>;
}
