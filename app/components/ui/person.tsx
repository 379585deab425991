import { Check, Clock, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { initials, personTint } from '#app/lib/format.ts'

export interface PersonName {
  name: string
  position?: string | null
}

const titleOf = ({ name, position }: PersonName) => (position ? `${name}, ${position}` : name)
const SIZES = { small: 'av-20', medium: '', large: 'av-32' } as const

/** Initials on a quiet tint. Stands beside the name, so it is hidden from readers that speak. */
export function Avatar({ size = 'medium', ...person }: PersonName & { size?: keyof typeof SIZES }) {
  return (
    <span
      className={`av av-${personTint(person.name)} ${SIZES[size]}`.trim()}
      title={titleOf(person)}
      aria-hidden="true"
    >
      {initials(person.name)}
    </span>
  )
}

export function Person({ size = 'small', ...person }: PersonName & { size?: 'small' | 'medium' }) {
  return (
    <span className="person" title={titleOf(person)}>
      <Avatar size={size} {...person} />
      <span dir="auto">{person.name}</span>
    </span>
  )
}

const BADGES = {
  signed: { icon: Check, look: 'badge' },
  waiting: { icon: Clock, look: 'badge badge-wait' },
  rejected: { icon: X, look: 'badge badge-bad' },
} as const

/** A person in a round: the badge shows signed, waiting or rejected, and the line below says it. */
export function Signer({
  badge,
  label,
  children,
  ...person
}: PersonName & { badge?: keyof typeof BADGES; label?: string; children: ReactNode }) {
  const mark = badge ? BADGES[badge] : null
  return (
    <span className="signer">
      <span className={`av av-${personTint(person.name)}`} title={titleOf(person)} aria-hidden="true">
        <span>{initials(person.name)}</span>
        {mark ? (
          <span className={mark.look}>
            <mark.icon className="i" />
          </span>
        ) : null}
      </span>
      <span>
        {label ?? person.name}
        <small>{children}</small>
      </span>
    </span>
  )
}
