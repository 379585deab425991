import { CircleCheck, Info, OctagonAlert, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'

const TONES = { info: Info, success: CircleCheck, warning: TriangleAlert, danger: OctagonAlert } as const

/** Something to know before going on. Actions, if any, stand at its end. */
export function Note({
  tone = 'info',
  actions,
  children,
}: {
  tone?: keyof typeof TONES
  actions?: ReactNode
  children: ReactNode
}) {
  const Icon = TONES[tone]
  return (
    <div className={`note note-${tone}`}>
      <Icon className="i" />
      <div className="grow">{children}</div>
      {actions ? <div className="acts">{actions}</div> : null}
    </div>
  )
}
