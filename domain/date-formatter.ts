const made = new Map<string, Intl.DateTimeFormat>()

/** A formatter, made once: making one costs more than all its uses on a page, and locales, zones and options are few. */
export function dateFormatter(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${JSON.stringify(options)}`
  const known = made.get(key)
  if (known) return known
  const formatter = new Intl.DateTimeFormat(locale, options)
  made.set(key, formatter)
  return formatter
}
