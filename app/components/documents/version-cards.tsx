import { Link } from '@remix-run/react'
import type { VersionCard } from '#app/lib/version-card.ts'
import { State } from '../ui/status.tsx'

/** The version in effect beside the one being worked on. With a single version nothing is shown: the header names it. */
export function VersionCards({ cards }: { cards: readonly VersionCard[] }) {
  if (cards.length < 2) return null
  return (
    <nav className="version-cards" aria-label="Version shown">
      {cards.map((card) => (
        <Link
          key={card.key}
          className="version-card"
          to={card.to}
          aria-current={card.current ? 'true' : undefined}
          preventScrollReset
        >
          <span className="ver">{card.version}</span>
          <span className="t">
            <State state={card.state} />
            <span className="muted">{card.note}</span>
          </span>
          <span className="m">{card.meta}</span>
        </Link>
      ))}
    </nav>
  )
}
