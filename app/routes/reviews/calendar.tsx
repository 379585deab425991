import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { Link, useLoaderData } from '@remix-run/react'
import { AlarmClock, ChevronLeft, ChevronRight, Clock } from 'lucide-react'
import { FeedsLink, ReviewTabs } from '#app/components/reviews/overview.tsx'
import { buttonClass } from '#app/components/ui/button.tsx'
import { PageHeader } from '#app/components/ui/page-header.tsx'
import { formatDate } from '#app/lib/format.ts'
import { requireMember } from '#app/lib/guard.server.ts'
import type { RouteHandle } from '#app/lib/route-handle.ts'
import { todayOf } from '#app/lib/today.server.ts'
import { addDays } from '#domain/dates.ts'
import { paths } from '#domain/paths.ts'
import { monthOf, nextMonth, weeksOf } from '#domain/reviews/month.ts'

export const meta: MetaFunction = () => [{ title: 'Calendar of reviews · Accord' }]

export const handle: RouteHandle = { topics: ['documents'] }

/** One month of reviews, with the days of other months that its weeks reach into. */
export async function loader(args: LoaderFunctionArgs) {
  const actor = await requireMember(args)
  const { services } = args.context
  const now = await todayOf(services, actor, new Date())
  const month = monthOf(new URL(args.request.url).searchParams.get('month'), now)
  const weeks = weeksOf(month)
  const { due, today } = await services.reviews.calendar(actor, {
    from: weeks[0]?.[0] ?? now,
    until: weeks.at(-1)?.[6] ?? now,
  })
  return { org: actor.orgSlug, month, weeks, due, today }
}

type Data = ReturnType<typeof useLoaderData<typeof loader>>
const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

export default function ReviewCalendar() {
  const { org, month, weeks, due, today } = useLoaderData<typeof loader>()
  const title = formatMonth(month)
  const step = (by: 1 | -1) => nextMonth(month, by)
  const small = buttonClass({ size: 'small', className: 'btn-icon' })
  return (
    <>
      <PageHeader title="Reviews" primary={<FeedsLink org={org} />} inline>
        <ReviewTabs org={org} view="calendar" />
      </PageHeader>
      <section className="cal" aria-labelledby="month">
        <div className="section-head">
          <h2 id="month">{title}</h2>
          <nav className="acts" aria-label="Months">
            <Link className={small} to={paths.reviewCalendar(org, step(-1))} title={formatMonth(step(-1))} rel="prev">
              <ChevronLeft className="i" />
              <span className="sr">{formatMonth(step(-1))}</span>
            </Link>
            <Link className={buttonClass({ size: 'small' })} to={paths.reviewCalendar(org)}>
              Today
            </Link>
            <Link className={small} to={paths.reviewCalendar(org, step(1))} title={formatMonth(step(1))} rel="next">
              <ChevronRight className="i" />
              <span className="sr">{formatMonth(step(1))}</span>
            </Link>
          </nav>
        </div>
        {due.length === 0 ? <p className="muted">Nothing is due in these weeks.</p> : null}
        <table>
          <caption className="sr">Reviews due in {title}</caption>
          <thead>
            <tr>
              {WEEKDAYS.map((day) => (
                <th scope="col" key={day}>
                  {day}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {weeks.map((week) => (
              <tr key={week[0]}>
                {week.map((day) => (
                  <Day key={day} org={org} day={day} today={today} due={due.filter((each) => each.day === day)} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  )
}

function Day({ org, day, today, due }: { org: string; day: string; today: string; due: Data['due'] }) {
  const [first] = due
  const more = (first?.ofDay ?? 0) - due.length
  const shown = formatDate(day)
  return (
    <td
      className={[day === today ? 'today' : '', due.length > 0 ? 'has-due' : ''].filter(Boolean).join(' ') || undefined}
    >
      <time className="dn" dateTime={day} title={shown}>
        <span aria-hidden="true">{Number(day.slice(8))}</span>
        <span className="on-phone">{shown}</span>
      </time>
      {due.map(({ identifier, title }) => (
        <Link key={identifier} className={`ev ${urgency(day, today)}`} to={paths.review(org, identifier)} title={title}>
          {day < today ? <AlarmClock className="i" /> : isSoon(day, today) ? <Clock className="i" /> : null}
          <b>{identifier}</b>
          {day < today ? <span className="sr"> overdue</span> : null}
        </Link>
      ))}
      {more > 0 ? (
        <Link className="ev" to={paths.reviews(org, { on: day })}>
          {more} more
        </Link>
      ) : null}
    </td>
  )
}

const isSoon = (day: string, today: string) => day <= addDays(today, 7)
const urgency = (day: string, today: string) => (day < today ? 'is-late' : isSoon(day, today) ? 'is-soon' : '')
const formatMonth = (month: string) => formatDate(`${month}-01`).replace(/^\d+ /, '')
