import { Link } from '@remix-run/react'
import { ChevronLeft, ChevronRight } from 'lucide-react'
import { formatNumber } from '#app/lib/format.ts'
import { buttonClass } from './button.tsx'

/** Where we are in a list, with the whole: 26–50 of 61. */
export function Pagination({
  first,
  last,
  total,
  note,
  previous,
  next,
}: {
  first: number
  last: number
  total: number
  note?: string
  previous: string | null
  next: string | null
}) {
  const small = buttonClass({ size: 'small' })
  return (
    <div className="pager">
      <span>
        <b className="strong">{total === 0 ? '0' : `${formatNumber(first)}–${formatNumber(last)}`}</b> of{' '}
        {formatNumber(total)}
        {note ? ` ${note}` : ''}
      </span>
      <nav aria-label="Pages">
        {previous === null ? (
          <button className={small} type="button" disabled>
            <ChevronLeft className="i" />
            Previous
          </button>
        ) : (
          <Link className={small} to={previous} rel="prev">
            <ChevronLeft className="i" />
            Previous
          </Link>
        )}
        {next === null ? (
          <button className={small} type="button" disabled>
            Next
            <ChevronRight className="i" />
          </button>
        ) : (
          <Link className={small} to={next} rel="next">
            Next
            <ChevronRight className="i" />
          </Link>
        )}
      </nav>
    </div>
  )
}
