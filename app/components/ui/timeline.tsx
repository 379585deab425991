import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { Avatar } from './person.tsx'
import { Time } from './time.tsx'

export interface TimelineEntry {
  id: string
  /** A person who did it, or an icon when nobody did. */
  by: { name: string; position?: string | null } | { icon: LucideIcon; tone?: 'ok' | 'bad' | 'wait' }
  text: ReactNode
  at: string | null
  quote?: string | null
}

/** Who did what, when; newest first. */
export function Timeline({ entries }: { entries: readonly TimelineEntry[] }) {
  return (
    <ol className="timeline">
      {entries.map(({ id, by, text, at, quote }) => (
        <li key={id}>
          <Marker by={by} />
          <div>
            <p>
              {text} {at === null ? null : <Time at={at} />}
            </p>
            {quote ? (
              <p className="quote" dir="auto">
                “{quote}”
              </p>
            ) : null}
          </div>
        </li>
      ))}
    </ol>
  )
}

function Marker({ by }: Pick<TimelineEntry, 'by'>) {
  if ('name' in by) return <Avatar {...by} />
  const Icon = by.icon
  return (
    <span className={by.tone ? `node node-${by.tone}` : 'node'}>
      <Icon className="i" />
    </span>
  )
}
