import { Link } from '@remix-run/react'
import { X } from 'lucide-react'

export interface ActiveFilter {
  label: string
  value: string
  /** The same list without this filter. */
  without: string
}

/** What narrows the list, each removable with one click. */
export function FilterChips({ filters, clear }: { filters: readonly ActiveFilter[]; clear: string }) {
  return (
    <>
      {filters.map(({ label, value, without }) => (
        <span className="filter" key={label}>
          <span>{label}</span>
          <b>{value}</b>
          <Link className="filter-x" to={without} aria-label={`Remove filter ${label} ${value}`} title="Remove filter">
            <X className="i i-sm" />
          </Link>
        </span>
      ))}
      {filters.length > 0 ? (
        <Link className="fs13" to={clear}>
          Clear
        </Link>
      ) : null}
    </>
  )
}
