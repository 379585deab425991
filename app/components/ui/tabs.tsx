import { Link } from '@remix-run/react'

export interface Tab {
  label: string
  to: string
  count?: string | number
  current?: boolean
}

/** Tabs are links: each has an address, opens in a new window, and works without scripts. */
export function Tabs({ label, tabs }: { label: string; tabs: readonly Tab[] }) {
  return (
    <nav className="tabs" aria-label={label}>
      {tabs.map(({ label: words, to, count, current }) => (
        <Link key={to} className="tab" to={to} aria-current={current ? 'page' : undefined} prefetch="intent">
          {words}
          {count === undefined ? null : <span className="n">{count}</span>}
        </Link>
      ))}
    </nav>
  )
}

/** A choice between a few views of the same thing. */
export function Segments({ label, items }: { label: string; items: readonly Tab[] }) {
  return (
    <nav className="seg" aria-label={label}>
      {items.map((item) => (
        <Link key={item.to} to={item.to} aria-current={item.current ? 'true' : undefined} preventScrollReset>
          {item.label}
        </Link>
      ))}
    </nav>
  )
}
