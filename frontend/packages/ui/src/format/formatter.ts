const made = new Map<string, Intl.DateTimeFormat>();

/**
 * A formatter of dates. To make one takes longer than drawing the line it stands in, so each is made once; and once more
 * where the machine has travelled, for a formatter keeps the time zone it was made in.
 */
export function dates(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${new Date().getTimezoneOffset()} ${JSON.stringify(options)}`;
  let formatter = made.get(key);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat(locale, options);
    made.set(key, formatter);
  }
  return formatter;
}
