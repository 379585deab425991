import { Check, X } from 'lucide-react'
import type { ReactNode } from 'react'

export interface Step {
  key: string
  name: string
  state: 'done' | 'now' | 'next' | 'rejected'
  meta: ReactNode
  /** Room for several faces. */
  wide?: boolean
  children?: ReactNode
}

const MARK_WORDS = { done: 'Done', rejected: 'Rejected' } as const

/** A round, left to right: who has signed, who is awaited and since when, what comes next. */
export function Stepper({ steps }: { steps: readonly Step[] }) {
  return (
    <ol className="stepper">
      {steps.map((step, place) => (
        <li
          key={step.key}
          className={['step', `is-${step.state}`, step.wide ? 'step-wide' : ''].filter(Boolean).join(' ')}
          aria-current={step.state === 'now' ? 'step' : undefined}
        >
          <span className="step-mark">
            <Mark state={step.state} place={place + 1} />
          </span>
          <p className="step-name">{step.name}</p>
          <p className="step-meta">{step.meta}</p>
          {step.children ? <div className={step.wide ? 'signers signers-row' : 'signers'}>{step.children}</div> : null}
        </li>
      ))}
    </ol>
  )
}

function Mark({ state, place }: { state: Step['state']; place: number }) {
  if (state !== 'done' && state !== 'rejected') return place
  const Icon = state === 'done' ? Check : X
  return (
    <>
      <Icon className="i" />
      <span className="sr">{MARK_WORDS[state]}</span>
    </>
  )
}
