import { Link, useNavigate } from '@remix-run/react'
import type { DueRow } from '#app/lib/reviews.server.ts'
import { useListKeys } from '#app/lib/use-list-keys.ts'
import { daysBetween } from '#domain/dates.ts'
import { paths } from '#domain/paths.ts'
import { REVIEW_OUTCOME_LABELS } from '#domain/reviews/outcome.ts'
import { buttonClass } from '../ui/button.tsx'
import { Person } from '../ui/person.tsx'
import { State } from '../ui/status.tsx'
import { Time, useDue } from '../ui/time.tsx'

const HEADINGS: Record<string, string> = {
  overdue: 'Overdue',
  '30': 'Due in 30 days',
  '60': 'In 31 to 60 days',
  '90': 'In 61 to 90 days',
  later: 'Later',
}

/** Reviews that are due, earliest first, with a heading before each part of them. */
export function DueTable({ org, rows }: { org: string; rows: readonly DueRow[] }) {
  const navigate = useNavigate()
  const identifierOf = (id: string) => rows.find((row) => row.id === id)?.identifier ?? ''
  const focused = useListKeys(
    rows.map(({ id }) => id),
    { onOpen: (id) => navigate(paths.review(org, identifierOf(id))) },
  )
  return (
    <table className="table rv">
      <caption className="sr">Reviews, earliest first</caption>
      <thead>
        <tr>
          <th scope="col">Document</th>
          <th scope="col" className="c-o">
            Owner
          </th>
          <th scope="col" className="c-s">
            Last review
          </th>
          <th scope="col" className="num c-d">
            Due
          </th>
          <th scope="col" className="c-act">
            <span className="sr">Action</span>
          </th>
        </tr>
      </thead>
      {partsOf(rows).map(({ part, rows: ofPart }) => (
        <tbody key={part}>
          <tr>
            <th scope="rowgroup" colSpan={5}>
              {HEADINGS[part]}
            </th>
          </tr>
          {ofPart.map((row) => (
            <tr key={row.id} data-row={row.id} className={row.id === focused ? 'is-focused' : undefined}>
              <Cells org={org} row={row} />
            </tr>
          ))}
        </tbody>
      ))}
    </table>
  )
}

function partsOf(rows: readonly DueRow[]) {
  const parts: { part: string; rows: DueRow[] }[] = []
  for (const row of rows) {
    const part = row.window ?? 'later'
    const last = parts.at(-1)
    if (last?.part === part) last.rows.push(row)
    else parts.push({ part, rows: [row] })
  }
  return parts
}

function Cells({ org, row }: { org: string; row: DueRow }) {
  const to = paths.review(org, row.identifier)
  return (
    <>
      <td>
        <span className="doc">
          <span className="id">{row.identifier}</span>
          <Link className="title truncate" to={to} title={row.title} dir="auto">
            {row.title}
          </Link>
        </span>
      </td>
      <td className="c-o">
        <Person {...row.owner} />
      </td>
      <td className="c-s">
        <Last row={row} />
      </td>
      <td className="num c-d">
        <Due on={row.dueOn} />
      </td>
      <td className="c-act">
        {row.mayReview ? (
          <Link className={buttonClass({ size: 'small' })} to={to} aria-label={`Review ${row.identifier}`}>
            Review…
          </Link>
        ) : null}
      </td>
    </>
  )
}

/** What is under way counts more than what was. */
function Last({ row: { status, lastReviewedOn, foundRight } }: { row: DueRow }) {
  if (status !== 'published') return <State state={status} />
  if (lastReviewedOn === null) return <span className="muted">Not yet</span>
  return (
    <span className="muted">
      {REVIEW_OUTCOME_LABELS[foundRight ? 'still_right' : 'needs_change']}, <Time at={lastReviewedOn} style="date" />
    </span>
  )
}

function Due({ on }: { on: string }) {
  const due = useDue(on)
  if (!due) return null
  return (
    <time className={due.tone === 'late' ? 'state state-overdue' : undefined} dateTime={on} title={due.full}>
      {due.words}
    </time>
  )
}

/** Reviews that were made, the newest first. */
export function MadeTable({ org, rows }: { org: string; rows: readonly MadeOf[] }) {
  return (
    <table className="table rv">
      <caption className="sr">Reviews that were made, newest first</caption>
      <thead>
        <tr>
          <th scope="col">Document</th>
          <th scope="col" className="c-o">
            Reviewer
          </th>
          <th scope="col" className="c-s">
            Found
          </th>
          <th scope="col" className="num c-d">
            Reviewed
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <td>
              <span className="doc">
                <span className="id">{row.identifier}</span>
                <Link className="title truncate" to={paths.document(org, row.identifier)} title={row.title} dir="auto">
                  {row.title}
                </Link>
              </span>
              {row.note ? (
                <p className="fs12 muted" dir="auto">
                  {row.note}
                </p>
              ) : null}
            </td>
            <td className="c-o">
              <Person {...row.reviewer} />
            </td>
            <td className="c-s">{REVIEW_OUTCOME_LABELS[row.outcome]}</td>
            <td className="num c-d">
              <Time at={row.reviewedOn} style="date" />
              <small className="muted"> {punctuality(row)}</small>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

export interface MadeOf {
  id: string
  identifier: string
  title: string
  outcome: 'still_right' | 'needs_change'
  reviewer: { name: string; position: string | null }
  note: string
  dueOn: string
  reviewedOn: string
}

/** 5 days late, on the day, 2 days early. */
export function punctuality({ dueOn, reviewedOn }: Pick<MadeOf, 'dueOn' | 'reviewedOn'>): string {
  const days = daysBetween(reviewedOn, dueOn)
  if (days === 0) return 'on the day'
  const size = `${Math.abs(days)} ${Math.abs(days) === 1 ? 'day' : 'days'}`
  return days > 0 ? `${size} early` : `${size} late`
}
