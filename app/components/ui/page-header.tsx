import { Link } from '@remix-run/react'
import { ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'

export interface Crumb {
  label: string
  to?: string
}

export function Breadcrumb({ crumbs }: { crumbs: readonly Crumb[] }) {
  return (
    <nav className="crumbs" aria-label="Breadcrumb">
      <ol>
        {crumbs.map(({ label, to }, place) => (
          <li key={label}>
            {place > 0 ? <ChevronRight className="i" /> : null}
            {to ? <Link to={to}>{label}</Link> : <span aria-current="page">{label}</span>}
          </li>
        ))}
      </ol>
    </nav>
  )
}

/** One title, its state, one primary action, and a menu with the rest. */
export function PageHeader({
  crumbs,
  title,
  chip,
  sub,
  primary,
  menu,
  inline = false,
  children,
}: {
  crumbs?: readonly Crumb[]
  title: string
  chip?: ReactNode
  sub?: ReactNode
  primary?: ReactNode
  menu?: ReactNode
  /** Keeps the actions beside the title on a phone, for short titles. */
  inline?: boolean
  children?: ReactNode
}) {
  return (
    <header className="page-head">
      {crumbs ? <Breadcrumb crumbs={crumbs} /> : null}
      <div className="page-title">
        <h1 dir="auto">{title}</h1>
        {chip}
        {sub ? <span className="muted">{sub}</span> : null}
        {primary || menu ? (
          <div className={inline ? 'acts acts-inline' : 'acts'}>
            {primary}
            {menu}
          </div>
        ) : null}
      </div>
      {children}
    </header>
  )
}
