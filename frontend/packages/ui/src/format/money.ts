/**
 * An amount in the smallest units of a currency as it is written in a place. How many of its digits are behind the
 * point is told, because browsers and the standard do not agree on it for every currency.
 */
export function money(units: number, digits: number, currency: string, locale: string): string {
  return new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(units / 10 ** digits);
}
