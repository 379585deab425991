import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'

/** Nothing to show: teaches in one sentence and offers the first step. */
export function Empty({
  icon: Icon,
  title,
  level = 2,
  card = false,
  children,
}: {
  icon: LucideIcon
  title: string
  level?: 1 | 2 | 3
  card?: boolean
  children: ReactNode
}) {
  const Heading = `h${level}` as const
  return (
    <div className={card ? 'card empty' : 'empty'}>
      <Icon className="i i-lg" />
      <Heading>{title}</Heading>
      {children}
    </div>
  )
}
