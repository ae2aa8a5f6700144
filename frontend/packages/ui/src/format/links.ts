/** A stretch of a message: plain text, or a link to a web page. */
export interface Stretch {
  text: string;
  /** Where the link leads, spelt so that look-alike letters show. */
  href?: string;
}

// A link ends at white space, at what encloses links in prose, and at the signs that turn the direction
// of writing: with those inside, it could be shown as another address than it is.
const address = /\b(?:https?:\/\/|www\.)[^\s<>"“”«»`\\^{}|\p{Cc}\p{Cf}]+/giu;
const after = /[.,;:!?…'’*_)\]]+$/u;

/** Finds the links in a message. Only http and https are links. */
export function stretches(text: string): Stretch[] {
  const found: Stretch[] = [];
  let from = 0;
  for (const match of text.matchAll(address)) {
    const link = trimmed(match[0]);
    const href = target(link);
    if (!href) continue;
    if (match.index > from) found.push({ text: text.slice(from, match.index) });
    found.push({ text: link, href });
    from = match.index + link.length;
  }
  if (from < text.length) found.push({ text: text.slice(from) });
  return found;
}

/** The address a text names, if it is one of the web. */
export function target(link: string): string | undefined {
  const full = /^www\./i.test(link) ? `https://${link}` : link;
  if (!URL.canParse(full)) return undefined;
  const url = new URL(full);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return undefined;
  if (url.username || url.password) return undefined;
  return url.href;
}

// Punctuation after a link belongs to the sentence, unless it closes what the link itself opened.
function trimmed(link: string): string {
  const tail = after.exec(link)?.[0] ?? '';
  const body = link.slice(0, link.length - tail.length);
  return tail.startsWith(')') && body.split('(').length > body.split(')').length ? `${body})` : body;
}
