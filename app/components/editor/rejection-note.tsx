import { Link } from '@remix-run/react'
import type { Rejection } from '#app/lib/rejection.ts'
import { paths } from '#domain/paths.ts'
import { Time } from '../ui/time.tsx'

/** Why the text was sent back, beside it until it is submitted again: that answers the rejection. */
export function RejectionNote({
  org,
  identifier,
  rejection,
}: {
  org: string
  identifier: string
  rejection: Rejection
}) {
  return (
    <section className="ed-rejection" aria-labelledby="rejection">
      <h2 id="rejection">{rejection.name} was rejected</h2>
      {rejection.said.map(({ id, by, at, words }) => (
        <figure key={id}>
          <blockquote dir="auto">{words}</blockquote>
          <figcaption>
            {by}
            {at ? (
              <>
                , <Time at={at} />
              </>
            ) : null}
          </figcaption>
        </figure>
      ))}
      <p className="help">
        It stands here until you submit again. <Link to={paths.documentApproval(org, identifier)}>All comments</Link>
      </p>
    </section>
  )
}
