// A text in pieces: words and addresses. Only web addresses become links, and
// none that hides its host behind a name before an @.

export interface Piece {
  text: string;
  href?: string;
}

const address = /\b(?:https?:\/\/|www\.)[^\s<>"'`]+/gi;
const trailing = /[.,;:!?…»”’)\]}]+$/;

function href(text: string): string | null {
  try {
    const url = new URL(/^www\./i.test(text) ? `https://${text}` : text);
    return url.username || url.password || !url.hostname.includes('.') ? null : url.href;
  } catch {
    return null;
  }
}

/** A whole address as it can be followed: one of the web, whatever its host; undefined for any other. */
export function webAddress(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  const web = url.protocol === 'https:' || url.protocol === 'http:';
  return web && !url.username && !url.password ? url.href : undefined;
}

/** The address without the punctuation of the sentence around it; a closing bracket stays if it was opened inside. */
function trim(found: string): string {
  const end = trailing.exec(found)?.[0] ?? '';
  const bare = found.slice(0, found.length - end.length);
  return end.startsWith(')') && bare.includes('(') ? `${bare})` : bare;
}

export function pieces(text: string): Piece[] {
  const out: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(address)) {
    const found = trim(match[0]);
    const link = href(found);
    if (!link) continue;
    if (match.index > from) out.push({ text: text.slice(from, match.index) });
    out.push({ text: found, href: link });
    from = match.index + found.length;
  }
  if (from < text.length) out.push({ text: text.slice(from) });
  return out;
}
