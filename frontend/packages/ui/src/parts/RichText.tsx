import { useMemo } from 'react';
import { stretches } from '../format/links';

/** What somebody wrote, with its links. It is text and becomes nothing else. */
export function RichText({ text }: { text: string }) {
  const parts = useMemo(() => positioned(text), [text]);
  return (
    <span className="rich-text" dir="auto">
      {parts.map(({ at, text: piece, href }) =>
        href ? (
          <a key={at} href={href} title={href} rel="noreferrer">
            {piece}
          </a>
        ) : (
          <span key={at}>{piece}</span>
        ),
      )}
    </span>
  );
}

function positioned(text: string) {
  let at = 0;
  return stretches(text).map((part) => {
    const here = { ...part, at };
    at += part.text.length;
    return here;
  });
}
