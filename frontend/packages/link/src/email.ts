// What can be an address to write to, as the server asks it; it has the last word.

const longest = 254;
const refused = /[\s,;:<>()[\]"\\]/;

export function isEmail(text: string): boolean {
  const [local, domain, more] = text.split('@');
  if (!local || !domain || more !== undefined || refused.test(text)) return false;
  const labels = domain.split('.');
  const wrong = labels.some((l) => l === '' || l.length > 63 || l.startsWith('-') || l.endsWith('-'));
  return labels.length > 1 && !wrong && new TextEncoder().encode(text).length <= longest;
}
