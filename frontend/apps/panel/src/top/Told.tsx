import { Check } from 'lucide-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import './told.css';

/** How long a word on what was done stands, in ms: long enough to be read twice. */
const stands = 8000;

/** A word, and its number: the same word said again is another. */
export interface Word {
  text: string;
  no: number;
}

/** What was done last, and the way to say it. */
export function useTold(): [Word | undefined, (text: string) => void] {
  const [told, setTold] = useState<Word>();
  const words = useRef(0);
  useEffect(() => {
    if (!told) return undefined;
    const timer = setTimeout(setTold, stands, undefined);
    return () => clearTimeout(timer);
  }, [told]);
  // A picture later the dialog it was done in is gone: what is said beside an open one is not read out.
  const tell = useCallback((text: string) => {
    words.current++;
    requestAnimationFrame(() => setTold({ text, no: words.current }));
  }, []);
  return [told, tell];
}

/** A word on what the agent has just done, where nothing else shows that it happened. It takes no place and no caret. */
export function Told({ word }: { word: Word | undefined }) {
  return (
    <div className="told" role="status" data-testid="told">
      {word && (
        // Another element, be the words the same: what does not change is not read out again.
        <p key={word.no}>
          <Check size={14} strokeWidth={2.25} aria-hidden="true" />
          <span dir="auto">{word.text}</span>
        </p>
      )}
    </div>
  );
}
