const kilobyte = 1024;

/** What the limits of files count in. */
export const megabyte = 1024 * kilobyte;

/** How large a file is, as people say it, counted as its limit is: what may be sent never looks larger than what may be. */
export function sizeText(bytes: number, language: string): string {
  const small = bytes < 1000 * kilobyte;
  const n = small ? Math.max(1, bytes / kilobyte) : bytes / megabyte;
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit: small ? 'kilobyte' : 'megabyte',
    unitDisplay: 'short',
    maximumFractionDigits: !small && n < 10 ? 1 : 0,
  }).format(n);
}
