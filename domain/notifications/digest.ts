import { addDays, dateIn, instantAt, type PlainDate } from '../dates.ts'

/** The kind of the digest itself: it is mailed and in no list. */
export const DIGEST_KIND = 'daily_digest'

/** When the digest comes to those who chose no hour. */
export const DIGEST_HOUR = 8

/** The most lines under one heading of a digest; the notification center has the rest. */
export const DIGEST_LINES = 25

/** The next digest from an instant on, by the clocks of its receiver. */
export function nextDigest(now: Date, hour: number, timeZone: string): { day: PlainDate; at: Date } {
  const today = dateIn(now, timeZone)
  const on = (day: PlainDate) => ({ day, at: instantAt(day, `${String(hour).padStart(2, '0')}:00`, timeZone) })
  const first = on(today)
  return first.at > now ? first : on(addDays(today, 1))
}

/** The digest of the day after. */
export const digestAfter = (day: PlainDate, hour: number, timeZone: string): { day: PlainDate; at: Date } =>
  nextDigest(instantAt(day, '23:59', timeZone), hour, timeZone)

/** A line that may stand in a digest. */
export interface DigestLine {
  id: string
  /** What it is about: later lines about the same take the place of earlier ones. */
  about: string
  /** Whether its receiver has something to do. */
  asks: boolean
  /** Whether that is done, or the news was read. */
  settled: boolean
}

/** What a digest says: what waits first, each thing once, by its last line; and what happened. */
export function digestOf<Line extends DigestLine>(lines: readonly Line[]): { waits: Line[]; happened: Line[] } {
  const open = lines.filter(({ settled }) => !settled)
  const waits = new Map(open.filter(({ asks }) => asks).map((line) => [line.about, line]))
  return { waits: [...waits.values()], happened: open.filter(({ asks }) => !asks) }
}
