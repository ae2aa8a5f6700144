import { useState } from 'react';

/**
 * Which of so many things the keys stand on; -1 for none. It begins anew at first whenever what is listed is about
 * something else.
 */
export function useActive(count: number, first: number, about: string): [number, (by: number) => void] {
  const [at, setAt] = useState({ about, place: first });
  const place = Math.min(at.about === about ? at.place : first, count - 1);
  const move = (by: number) => {
    if (count === 0) return;
    // From nothing the first way down leads to the first, and the first way up to the last.
    const from = place < 0 && by > 0 ? -1 : place < 0 ? count : place;
    const next = place < 0 ? from + Math.sign(by) : from + by;
    setAt({
      about,
      place: Math.abs(by) === 1 ? (next + count) % count : Math.max(0, Math.min(count - 1, next)),
    });
  };
  return [place, move];
}
