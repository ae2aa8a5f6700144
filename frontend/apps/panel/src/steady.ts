import { useLayoutEffect, useRef, useState } from 'react';

/**
 * One function for as long as its place is on screen, which does what the newest would. It is given to parts that are
 * drawn anew only when something else is given to them.
 */
export function useSteady<A extends unknown[], R>(newest: (...given: A) => R): (...given: A) => R {
  const latest = useRef(newest);
  useLayoutEffect(() => {
    latest.current = newest;
  });
  const [steady] = useState(
    () =>
      (...given: A) =>
        latest.current(...given),
  );
  return steady;
}
