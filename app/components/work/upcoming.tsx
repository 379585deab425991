import { Link } from '@remix-run/react'
import { paths } from '#domain/paths.ts'
import { Time } from '../ui/time.tsx'

export interface UpcomingItem {
  kind: 'effective' | 'signoff' | 'review'
  identifier: string
  title: string
  day: string
}

/** Around the identifier: what becomes of the document that day. */
const WORDS = {
  effective: ['', ' takes effect'],
  signoff: ['Sign-off of ', ' is due'],
  review: ['Review of ', ' is due'],
} as const satisfies Record<UpcomingItem['kind'], readonly [string, string]>

/** What falls due in the next weeks. */
export function Upcoming({ org, items }: { org: string; items: readonly UpcomingItem[] }) {
  return (
    <section className="card" aria-labelledby="ahead">
      <div className="card-head">
        <h2 id="ahead">Coming up</h2>
        <Link to={`${paths.documents(org)}?review=due&sort=nextReviewDate`}>Reviews</Link>
      </div>
      {items.length === 0 ? (
        <p className="card-pad muted fs13">Nothing falls due in the next 60 days.</p>
      ) : (
        <ul className="ahead">
          {items.map(({ kind, identifier, title, day }) => (
            <li key={`${kind} ${identifier}`}>
              <Time at={day} style="day" />
              <span>
                {WORDS[kind][0]}
                <Link to={paths.document(org, identifier)} title={title}>
                  {identifier}
                </Link>
                {WORDS[kind][1]}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
