import { useRouteLoaderData } from '@remix-run/react'
import { useSyncExternalStore } from 'react'
import {
  formatClock,
  formatDate,
  formatDay,
  formatDue,
  formatExact,
  formatLongDate,
  formatMoment,
  formatRelative,
  type Moment,
} from '#app/lib/format.ts'
import type { loader } from '#app/root.tsx'

/** The server's moment of rendering, so that server and browser write the same words. */
export function useNow(): Date {
  const now = useRouteLoaderData<typeof loader>('root')?.now
  return now ? new Date(now) : new Date(0)
}

const never = () => () => {}
const zoneOfServer = () => 'UTC'
const zoneOfBrowser = () => Intl.DateTimeFormat().resolvedOptions().timeZone

/** UTC until scripts run, then the reader's own zone, also for what is shown later. */
export const useZone = (): string => useSyncExternalStore(never, zoneOfBrowser, zoneOfServer)

const STYLES = {
  date: formatDate,
  day: formatDay,
  clock: formatClock,
  moment: formatMoment,
  exact: formatExact,
  long: formatLongDate,
} as const

const machine = (at: Moment) => (at instanceof Date ? at.toISOString() : at)

/** A point in time: relative by default, absolute with its zone on hover. */
export function Time({ at, style = 'relative' }: { at: Moment; style?: 'relative' | keyof typeof STYLES }) {
  const now = useNow()
  const zone = useZone()
  const words = style === 'relative' ? formatRelative(at, now, zone) : STYLES[style](at, zone)
  const whole = typeof at === 'string' && at.length === 10
  return (
    <time dateTime={machine(at)} title={whole ? formatDate(at) : formatMoment(at, zone)}>
      {words}
    </time>
  )
}

/** How urgent something is, in words; late is red, soon is amber, and the words say it too. */
export function useDue(at: Moment | null, soonDays?: number) {
  const now = useNow()
  const zone = useZone()
  return at === null ? null : { ...formatDue(at, now, zone, soonDays), at: machine(at), full: formatDate(at, zone) }
}
