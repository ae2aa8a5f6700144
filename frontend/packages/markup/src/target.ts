/** The address a text names, if it is one of the web: spelt so that look-alike letters show. */
export function target(link: string): string | undefined {
  const full = /^www\./i.test(link) ? `https://${link}` : link;
  if (!URL.canParse(full)) return undefined;
  const url = new URL(full);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return undefined;
  if (url.username || url.password) return undefined;
  return url.href;
}
