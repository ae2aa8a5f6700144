/** @jsxImportSource preact */
import { useEffect, useState } from 'preact/hooks';
import type { Words } from './words';

interface Props {
  /** By this machine's clock. */
  endsAt: number;
  words: Words;
}

/** Counts down to the end of a talk in which nobody writes. A screen reader was told once, and not each second. */
export function Countdown({ endsAt, words }: Props) {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  const left = Math.round((endsAt - now) / 1000);
  const clock = `${Math.floor(left / 60)}:${`${left % 60}`.padStart(2, '0')}`;
  const [before, after] = words.endsIn;
  return (
    <p class="bar warning" aria-hidden="true">
      {left > 0 ? (
        <>
          {before}
          <strong>{clock}</strong>
          {after}
        </>
      ) : (
        words.endsNow
      )}
    </p>
  );
}
