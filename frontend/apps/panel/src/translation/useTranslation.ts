import { explain, useLanguage } from '@parley/ui';
import type { Concern, Translated } from '@parley/wire';
import { useCallback, useEffect, useRef, useState } from 'react';
import { usePort } from '../desk';
import { refusal } from '../port/refusal';
import type { Outline } from '../store/alike';

/** What is known of the translation of what stands in the compose area. */
export type Preview =
  | { state: 'asking'; of: string }
  | { state: 'shown'; of: string; translated: Translated }
  /** With what is asked about the text before anybody is given it. */
  | { state: 'failed'; of: string; why: string; concerns: readonly Concern[] };

export interface Translation {
  /** Whether what is written is translated before it is sent. */
  on: boolean;
  /** Of this very text; one that was written on has none. */
  preview: Preview | undefined;
  /** Asks for the translation of a text. */
  ask: (text: string) => void;
  /** Puts it away. */
  clear: () => void;
}

/** Shows what a text will say to the visitor, so that nothing is sent unseen. */
export function useTranslation({ stream, translation }: Outline, text: string): Translation {
  const port = usePort();
  const language = useLanguage();
  const [preview, setPreview] = useState<Preview>();
  /** Answers to older questions, and of other conversations, come to nothing. */
  const latest = useRef(0);
  const on = translation?.on ?? false;

  const clear = useCallback(() => {
    latest.current++;
    setPreview(undefined);
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it belongs to its conversation, and to its being on
  useEffect(clear, [stream, on, clear]);

  const ask = (of: string) => {
    latest.current++;
    const mine = latest.current;
    setPreview({ state: 'asking', of });
    port.translate(stream, of).then(
      (translated) => mine === latest.current && setPreview({ state: 'shown', of, translated }),
      (thrown) => {
        const { concerns } = refusal(thrown);
        const why = explain(language, refusal(thrown));
        if (mine === latest.current) setPreview({ state: 'failed', of, why, concerns });
      },
    );
  };
  return { on, preview: on && preview?.of === text ? preview : undefined, ask, clear };
}
