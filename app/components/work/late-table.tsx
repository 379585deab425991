import { Link } from '@remix-run/react'
import { formatNumber } from '#app/lib/format.ts'
import { paths } from '#domain/paths.ts'
import type { LibraryItem } from '../documents/library-table.tsx'
import { Person } from '../ui/person.tsx'
import { useDue } from '../ui/time.tsx'

/** The longest overdue of all reviews past their date, and who owns them. Nothing late, nothing shown. */
export function LateTable({ org, rows, total }: { org: string; rows: readonly LibraryItem[]; total: number }) {
  if (rows.length === 0) return null
  return (
    <section className="card" aria-labelledby="late">
      <div className="card-head">
        <h2 id="late">Late reviews</h2>
        <span className="count count-late">{formatNumber(total)}</span>
        <Link to={`${paths.documents(org)}?review=overdue&sort=nextReviewDate`}>All</Link>
      </div>
      <table className="table table-plain late-t">
        <thead>
          <tr>
            <th scope="col">Document</th>
            <th scope="col" className="c-who">
              Waiting for
            </th>
            <th scope="col" className="num c-late">
              Late by
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <td>
                <span className="row">
                  <span className="id">{row.identifier}</span>
                  <Link
                    className="title truncate"
                    to={paths.document(org, row.identifier)}
                    title={row.title}
                    dir="auto"
                  >
                    {row.title}
                  </Link>
                </span>
              </td>
              <td className="c-who">
                <Person {...row.owner} />
              </td>
              <td className="num late">
                <Late on={row.nextReviewDate} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Late({ on }: { on: string | null }) {
  const due = useDue(on)
  if (!due) return null
  return (
    <time dateTime={due.at} title={due.full}>
      {due.words.replace(' late', '')}
    </time>
  )
}
