/** Zones are few, but people may spell them in any letter case: beyond so many formatters all are made anew. */
const MOST = 1_000
const made = new Map<string, Intl.DateTimeFormat>()

/** A formatter, made once: making one costs more than all its uses on a page. */
export function dateFormatter(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${JSON.stringify(options)}`
  const known = made.get(key)
  if (known) return known
  const formatter = new Intl.DateTimeFormat(locale, options)
  if (made.size >= MOST) made.clear()
  made.set(key, formatter)
  return formatter
}

/** An instant as the date it falls on, as pages write it: 3 Dec 2026. */
export const dayIn = (iso: string, timeZone: string): string =>
  dateFormatter('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone })
    .format(new Date(iso))
    // ICU writes September with four letters.
    .replace('Sept', 'Sep')
