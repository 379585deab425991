import { Link } from '@remix-run/react'
import { countOf, formatNumber } from '#app/lib/format.ts'
import type { Misread } from '#domain/campaigns/check.ts'
import { paths } from '#domain/paths.ts'
import { percentOf } from './share.tsx'

export interface MisreadProps {
  org: string
  campaignId: string
  document: { identifier: string; status: string }
  mayRevise: boolean
  mayManage: boolean
  answered: number
  misread: readonly Misread[]
  usedUp: number
}

/** Which paragraphs people misread at their first attempt, the worst first, with the way to write them better. */
export function MisreadTable({
  org,
  campaignId,
  document,
  mayRevise,
  mayManage,
  answered,
  misread,
  usedUp,
}: MisreadProps) {
  return (
    <section className="card card-pad misread" aria-labelledby="misread">
      <h2 className="panel-title" id="misread">
        Misread paragraphs
      </h2>
      <p className="fs13 muted">
        {answered === 0
          ? 'Nobody has answered the questions yet.'
          : `At the first attempt of ${countOf(answered, 'person', 'people')}.`}
      </p>
      <ol>
        {misread.map((row, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two questions may be about one paragraph
          <li key={at}>
            <p>
              <b>{percentOf(row.missed, row.answered)} %</b> missed <b>{row.passage.label}</b>
              <span className="muted"> ({formatNumber(row.missed)})</span>
            </p>
            <p className="fs13 muted" dir="auto">
              {row.prompt}
            </p>
            {mayRevise && row.missed > 0 ? (
              <Link className="fs13" to={revisionOf(org, document, row)}>
                Revise {row.passage.label}
              </Link>
            ) : null}
          </li>
        ))}
      </ol>
      {usedUp > 0 ? (
        <p className="fs13">
          {mayManage ? (
            <Link to={paths.campaignAttempts(org, campaignId)}>
              {countOf(usedUp, 'person has', 'people have')} used all attempts
            </Link>
          ) : (
            `${countOf(usedUp, 'person has', 'people have')} used all attempts`
          )}
        </p>
      ) : null}
    </section>
  )
}

/** Opens a revision with its reason written; one that is open already is edited. */
function revisionOf(org: string, { identifier, status }: MisreadProps['document'], row: Misread): string {
  if (status === 'draft') return paths.documentEdit(org, identifier)
  const reason = `Paragraph ${row.passage.label} is misread: ${percentOf(row.missed, row.answered)} % missed “${row.prompt}”`
  return paths.documentRevision(org, identifier, reason)
}
