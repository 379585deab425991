import { Link, useSearchParams } from '@remix-run/react'
import type { ReactNode } from 'react'
import { buttonClass } from './button.tsx'

/**
 * The way through a list that has no numbered pages, newest first. What else the address says, such as a filter, stays.
 */
export function Earlier({
  later,
  next,
  what,
  once = [],
  children,
}: {
  /** Entries before the first that is shown are newer. */
  later: boolean
  /** After which entry the next page begins; null on the last. */
  next: number | string | null
  /** What the list holds, for the name of the links around it. */
  what: string
  /** What of the address was asked for this page alone. */
  once?: readonly string[]
  /** How much is shown, in words. */
  children?: ReactNode
}) {
  const [search] = useSearchParams()
  const at = (before: number | string | null) => {
    const there = new URLSearchParams(search)
    for (const name of once) there.delete(name)
    if (before === null) there.delete('before')
    else there.set('before', String(before))
    return `?${there}`
  }
  const isWhole = !later && next === null
  if (isWhole && !children) return null
  const small = buttonClass({ size: 'small' })
  return (
    <div className="pager">
      {children ? <span>{children}</span> : null}
      {isWhole ? null : (
        <nav aria-label={`Pages of ${what}`}>
          {later ? (
            <Link className={small} to={at(null)}>
              Newest
            </Link>
          ) : null}
          {next === null ? null : (
            <Link className={small} to={at(next)}>
              Earlier
            </Link>
          )}
        </nav>
      )}
    </div>
  )
}
