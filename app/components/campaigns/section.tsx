import type { ReactNode } from 'react'
import { formatNumber } from '#app/lib/format.ts'

/** A part of My policies, with how many there are. */
export function Shelf({
  id,
  title,
  total,
  children,
}: {
  id: string
  title: string
  total: number
  children: ReactNode
}) {
  return (
    <section className="section" aria-labelledby={id}>
      <div className="section-head">
        <h2 id={id}>{title}</h2>
        <span className="count">{formatNumber(total)}</span>
      </div>
      {children}
    </section>
  )
}
