import type { ComponentProps } from 'react'
import { countOf } from '#app/lib/format.ts'
import type { Place } from '#app/lib/page-number.ts'
import { BOUND_LABELS, BOUND_STATES, type BoundState } from '#domain/bound/state.ts'
import { isRole, ROLE_LABELS } from '#domain/roles.ts'
import { Pages } from '../ui/pages.tsx'
import { Properties } from '../ui/properties.tsx'
import { BoundTable } from './bound-table.tsx'

interface FoundBoundProps {
  org: string
  zone: string
  name: string
  found: {
    rows: ComponentProps<typeof BoundTable>['rows']
    place: Place
    counts: Partial<Record<BoundState, number>>
    /** Where the person stood at the moment; null: they were no active member. */
    standing: { roles: readonly string[]; department: string | null; groups: readonly string[] } | null
  }
}

/** The documents that bound somebody at a moment, and where they stood then. */
export function FoundBound({ org, zone, name, found }: FoundBoundProps) {
  const { counts, place, rows, standing } = found
  const parts = BOUND_STATES.filter((state) => counts[state]).map(
    (state) => `${counts[state]} ${BOUND_LABELS[state].toLowerCase()}`,
  )
  return (
    <div className="with-aside">
      <div>
        <div className="bound-sum">
          <h2>{countOf(place.total, 'document')}</h2>
          <span className="fs13 muted">{parts.join(', ')}</span>
        </div>
        <BoundTable org={org} zone={zone} rows={rows} />
        <Pages name="page" rows={rows.length} list={place} />
      </div>
      <div className="bound-aside">
        <section aria-labelledby="then">
          <h2 className="panel-title" id="then">
            {name} at that moment
          </h2>
          {standing ? (
            <Properties
              rows={[
                ['Roles', standing.roles.map((role) => (isRole(role) ? ROLE_LABELS[role] : role)).join(', ')],
                ['Department', standing.department],
                ['Groups', standing.groups.length > 0 ? standing.groups.join(', ') : null],
              ]}
            />
          ) : (
            <p className="fs13 muted">Was no active member of this organization.</p>
          )}
        </section>
        <section aria-labelledby="unsaid">
          <h2 className="panel-title" id="unsaid">
            What this page does not say
          </h2>
          <p className="fs12 muted">
            Contracts, laws and documents kept outside Accord bind people too. Not accepted does not mean not bound.
          </p>
        </section>
      </div>
    </div>
  )
}
