import { useSearchParams } from '@remix-run/react'
import type { Place } from '#app/lib/page-number.ts'
import { Pagination } from './pagination.tsx'

/** The way through a list of numbered pages. What else the address says, such as the page of another list, stays. */
export function Pages({
  name,
  rows,
  list,
}: {
  /** What the address calls the number of the page. */
  name: string
  rows: number
  list: Place
}) {
  const [search] = useSearchParams()
  const { total, page, pages, first } = list
  if (pages === 1) return null
  const at = (to: number): string => {
    const next = new URLSearchParams(search)
    next.set(name, String(to))
    return `?${next}`
  }
  return (
    <Pagination
      first={first}
      last={first + rows - 1}
      total={total}
      previous={page > 1 ? at(page - 1) : null}
      next={page < pages ? at(page + 1) : null}
    />
  )
}
