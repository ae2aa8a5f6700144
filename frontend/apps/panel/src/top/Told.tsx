import { Check } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import './told.css';

/** How long a word on what was done stands, in ms: long enough to be read twice. */
const stands = 8000;

/** What was done last, and the way to say it. */
export function useTold(): [string | undefined, (text: string) => void] {
  const [told, setTold] = useState<{ text: string }>();
  useEffect(() => {
    if (!told) return undefined;
    const timer = setTimeout(setTold, stands, undefined);
    return () => clearTimeout(timer);
  }, [told]);
  // A picture later the dialog it was done in is gone: what is said beside an open one is not read out.
  const tell = useCallback((text: string) => void requestAnimationFrame(() => setTold({ text })), []);
  return [told?.text, tell];
}

/** A word on what the agent has just done, where nothing else shows that it happened. It takes no place and no caret. */
export function Told({ text }: { text: string | undefined }) {
  return (
    <div className="told" role="status" data-testid="told">
      {text !== undefined && (
        <p>
          <Check size={14} strokeWidth={2.25} aria-hidden="true" />
          <span dir="auto">{text}</span>
        </p>
      )}
    </div>
  );
}
