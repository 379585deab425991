import { Link } from '@remix-run/react'
import type { ReactNode } from 'react'
import { formatNumber } from '#app/lib/format.ts'

export interface Figure {
  label: string
  value: number | string
  detail: ReactNode
  /** The whole of it, where the detail has no room for that. */
  hint?: string
  late?: boolean
  to: string
  split?: readonly SplitPart[]
}

export interface SplitPart {
  tone: 'success' | 'info' | 'warning' | 'neutral' | 'slate'
  value: number
}

/** A strip of figures; each is the link to what it counts. */
export function Figures({ label, figures }: { label: string; figures: readonly Figure[] }) {
  const wide = figures.some((figure) => figure.split)
  return (
    <section className={wide ? 'figures figures-wide' : 'figures'} aria-label={label}>
      {figures.map((figure) => (
        <Link key={figure.label} className="figure" to={figure.to} prefetch="intent">
          <span className="k">{figure.label}</span>
          <span className={figure.split ? 'row figure-row' : 'figure-stack'}>
            <span className="v">{typeof figure.value === 'number' ? formatNumber(figure.value) : figure.value}</span>
            <span
              className={figure.split ? 'd truncate' : 'd'}
              title={figure.hint ?? (typeof figure.detail === 'string' ? figure.detail : undefined)}
            >
              {figure.late ? <span className="late">{figure.detail}</span> : figure.detail}
            </span>
          </span>
          {figure.split ? <SplitBar parts={figure.split} /> : null}
        </Link>
      ))}
    </section>
  )
}

/** Shares of a whole. Drawn as SVG because the content security policy allows no style attribute. */
function SplitBar({ parts }: { parts: readonly SplitPart[] }) {
  const total = parts.reduce((sum, part) => sum + part.value, 0)
  if (total === 0) return null
  let at = 0
  return (
    <svg className="split-bar" width="100%" height="6" aria-hidden="true">
      {parts
        .filter((part) => part.value > 0)
        .map((part) => {
          const x = at
          at += (part.value / total) * 100
          return <rect key={part.tone} className={`fill-${part.tone}`} x={`${x}%`} width={`${at - x}%`} height="6" />
        })}
    </svg>
  )
}
