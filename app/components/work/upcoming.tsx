import { Link } from '@remix-run/react'
import { paths } from '#app/lib/paths.ts'
import type { LibraryItem } from '../documents/library-table.tsx'
import { Time } from '../ui/time.tsx'

/** What falls due in the next weeks. */
export function Upcoming({ org, rows }: { org: string; rows: readonly LibraryItem[] }) {
  return (
    <section className="card" aria-labelledby="ahead">
      <div className="card-head">
        <h2 id="ahead">Coming up</h2>
        <Link to={`${paths.documents(org)}?review=due&sort=nextReviewDate`}>Reviews</Link>
      </div>
      {rows.length === 0 ? (
        <p className="card-pad muted fs13">No review is due in the next 60 days.</p>
      ) : (
        <ul className="ahead">
          {rows.map((row) => (
            <li key={row.id}>
              <Time at={row.nextReviewDate ?? ''} style="day" />
              <span>
                Review of <Link to={paths.document(org, row.identifier)}>{row.identifier}</Link> is due
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
