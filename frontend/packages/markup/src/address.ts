/** How an address begins, in small letters, if something follows. */
export function schemeOf(text: string): string | undefined {
  return /^(https:\/\/|http:\/\/|www\.)./is.exec(text)?.[1]?.toLowerCase();
}

/** Whether a whole address has a host that can be shown, and no name before it that could be taken for one. */
export function leads(address: string): boolean {
  const place = /^[^/?#]*:\/\/([^/?#]*)/.exec(address)?.[1] ?? '';
  const [, host = '', port = ''] = /^([^:]*):?(.*)$/s.exec(place) ?? [];
  if (/^www\.?$/i.test(host) || !/^[0-9]{0,5}$/.test(port)) return false;
  return /^[\p{L}\p{N}_][\p{L}\p{N}._-]*$/u.test(host);
}

/**
 * Whether a name looks like an address itself, or holds signs that are not seen and could turn what stands behind it
 * around. Joiners hold letters and emojis together and turn nothing.
 */
export function misleads(name: string): boolean {
  return /:\/\/|www\.|\p{Cc}|\p{Cf}/iu.test(name.replace(/\u200c|\u200d/g, ''));
}

/**
 * Whether an address goes on with a sign. It ends at white space, at what encloses links in prose, and at the signs
 * that turn the direction of writing: with those inside, it could be shown as another address than it is.
 */
export function inAddress(sign: string): boolean {
  return !space(sign) && !/[<>"“”«»`\\^{}|\p{Cc}\p{Cf}]/u.test(sign);
}

/** An address without the signs after it that belong to the sentence, but for a bracket that it opened itself. */
export function trimmed(address: readonly string[]): readonly string[] {
  let to = address.length;
  while (to > 0 && ".,;:!?…'’*_~)]".includes(address[to - 1] ?? ' ')) to--;
  const bare = address.slice(0, to);
  if (address[to] !== ')') return bare;
  const count = (sign: string) => bare.filter((one) => one === sign).length;
  return count('(') > count(')') ? address.slice(0, to + 1) : bare;
}

export const word = (sign: string) => /^[\p{L}\p{N}]/u.test(sign);

/** White space, and what is before and after all. */
export const space = (sign: string) =>
  sign === '' || /^[ \t\n\r\v\f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff\0]/.test(sign);
