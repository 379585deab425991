import { Link, useSearchParams } from '@remix-run/react'
import { CalendarPlus, Download } from 'lucide-react'
import type { Services } from '#app/lib/context.ts'
import { countOf, formatDay } from '#app/lib/format.ts'
import { daysBetween } from '#domain/dates.ts'
import { paths } from '#domain/paths.ts'
import { buttonClass } from '../ui/button.tsx'
import { Figures } from '../ui/figures.tsx'
import { Menu, MenuItem } from '../ui/menu.tsx'
import { Person } from '../ui/person.tsx'
import { Tabs } from '../ui/tabs.tsx'

interface Data {
  org: string
  figures: Awaited<ReturnType<Services['reviews']['figures']>>
}

/** The views of reviews; the calendar is a page of its own. */
export function ReviewTabs({ org, view }: { org: string; view: 'list' | 'calendar' | 'mine' | 'done' }) {
  const at = paths.reviews(org)
  return (
    <Tabs
      label="Views"
      tabs={[
        { label: 'List', to: at, current: view === 'list' },
        { label: 'Calendar', to: paths.reviewCalendar(org), current: view === 'calendar' },
        { label: 'Mine', to: paths.reviews(org, { owner: 'me' }), current: view === 'mine' },
        { label: 'Done', to: paths.reviews(org, { view: 'done' }), current: view === 'done' },
      ]}
    />
  )
}

const LABELS = {
  overdue: 'Overdue',
  '30': 'Due in 30 days',
  '60': 'In 31 to 60 days',
  '90': 'In 61 to 90 days',
} as const

/** The way to the addresses that calendars subscribe to. */
export const FeedsLink = ({ org }: { org: string }) => (
  <Link className={buttonClass()} to={paths.calendarFeeds(org)}>
    <CalendarPlus className="i" />
    Calendar feeds
  </Link>
)

/** The list that is shown, as a file. */
export function ExportMenu({ org }: { org: string }) {
  const [search] = useSearchParams()
  const shown = new URLSearchParams(search)
  shown.delete('page')
  return (
    <Menu label="More">
      <MenuItem as="a" href={paths.reviewExport(org, shown.size === 0 ? '' : `?${shown}`)} icon={Download}>
        Export as CSV
      </MenuItem>
    </Menu>
  )
}

/** How much is due when, and how much was done on time. */
export function ReviewFigures({ org, figures: { windows, earliest, today, lately } }: Data) {
  const late = earliest === null ? 0 : daysBetween(earliest, today)
  const { made, onTime, days } = lately
  return (
    <Figures
      label="Reviews in figures"
      figures={[
        ...windows.map(({ window, due, until }) => ({
          label: LABELS[window],
          value: due,
          detail: window === 'overdue' ? overdueWords(late) : `to ${formatDay(until ?? today)}`,
          late: window === 'overdue' && due > 0,
          to: paths.reviews(org, { due: window }),
        })),
        {
          label: 'Done on time',
          value: made === 0 ? '–' : `${Math.round((100 * onTime) / made)} %`,
          detail: made === 0 ? `none in ${days} days` : `${onTime} of ${made} in ${days} days`,
          to: paths.reviews(org, { view: 'done' }),
        },
      ]}
    />
  )
}

const overdueWords = (late: number) => (late > 0 ? `Oldest ${countOf(late, 'day')}` : 'None is late')

/** Who has most to review. */
export function Owners({ org, figures: { owners } }: Data) {
  if (owners.length === 0) return null
  return (
    <section className="card rv-owners" aria-labelledby="owners">
      <h2 className="panel-title" id="owners">
        Waiting by owner, within 90 days
      </h2>
      <ul>
        {owners.map(({ id, name, positionTitle, due, late }) => (
          <li key={id}>
            <Link to={paths.reviews(org, { owner: id })}>
              <Person name={name} position={positionTitle} />
            </Link>
            <span className="tnum">
              {due}
              {late > 0 ? <span className="late">, {late} late</span> : null}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
