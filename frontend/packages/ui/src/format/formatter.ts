const made = new Map<string, Intl.DateTimeFormat>();

/** Tells two zones apart by what their clocks say now, in winter and in summer. */
function zone(): string {
  const now = new Date();
  const offset = (month: number) => new Date(now.getFullYear(), month, 1).getTimezoneOffset();
  return `${now.getTimezoneOffset()} ${offset(0)} ${offset(6)}`;
}

/**
 * A formatter of dates. To make one takes longer than drawing the line it stands in, so each is made once; and once more
 * where the machine has travelled, for a formatter keeps the time zone it was made in.
 */
export function dates(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${zone()} ${JSON.stringify(options)}`;
  let formatter = made.get(key);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat(locale, options);
    made.set(key, formatter);
  }
  return formatter;
}
