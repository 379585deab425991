import { Link, useLocation } from '@remix-run/react'
import { useEffect, useRef } from 'react'

export interface Tab {
  label: string
  to: string
  count?: string | number
  current?: boolean
}

/** How far from the edge of a phone the text of a page stands. */
const EDGE = 16

/** Tabs are links: each has an address, opens in a new window, and works without scripts. Where they do not all fit, the current one shows. */
export function Tabs({ label, tabs }: { label: string; tabs: readonly Tab[] }) {
  const bar = useRef<HTMLElement>(null)
  const { pathname } = useLocation()
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page has another tab
  useEffect(() => {
    const tab = bar.current?.querySelector<HTMLElement>('[aria-current]')
    if (bar.current && tab) bar.current.scrollLeft = tab.offsetLeft + tab.offsetWidth + EDGE - bar.current.clientWidth
  }, [pathname])
  return (
    <nav className="tabs" aria-label={label} ref={bar}>
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
