import { Link } from '@remix-run/react'
import { State, type StateName } from '../ui/status.tsx'

export interface Plate {
  key: string
  /** "1.4", or "Draft" and "v3" before there is a label. */
  version: string
  state: StateName
  note: string
  meta: string
  to: string
  current: boolean
}

/** The version in effect beside the one being worked on. Only one: no plates, the header says it all. */
export function Plates({ plates }: { plates: readonly Plate[] }) {
  if (plates.length < 2) return null
  return (
    <nav className="plates" aria-label="Version shown">
      {plates.map((plate) => (
        <Link
          key={plate.key}
          className="plate"
          to={plate.to}
          aria-current={plate.current ? 'true' : undefined}
          preventScrollReset
        >
          <span className="ver">{plate.version}</span>
          <span className="t">
            <State state={plate.state} />
            <span className="muted">{plate.note}</span>
          </span>
          <span className="m">{plate.meta}</span>
        </Link>
      ))}
    </nav>
  )
}
