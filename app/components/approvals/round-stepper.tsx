import type { ReactNode } from 'react'
import { countOf } from '#app/lib/format.ts'
import type { RoundView, SignoffView, StepView } from '#app/lib/round-view.ts'
import { CONFIRMATION_LABELS } from '#domain/approvals/confirmation.ts'
import { Signer } from '../ui/person.tsx'
import { type Step, Stepper } from '../ui/stepper.tsx'
import { Time } from '../ui/time.tsx'
import { outcomeOf } from './round-outcome.tsx'

/** A round from left to right: who began it, its steps, what comes of it. */
export function RoundStepper({ round }: { round: RoundView }) {
  return <Stepper steps={[submitted(round), ...round.steps.map(toStep), outcomeOf(round)]} />
}

const ASKERS = {
  approval: 'Submitted it',
  publication: 'Wants to publish it',
  retirement: 'Wants to archive it',
  review: 'Found it still right',
} as const satisfies Record<RoundView['purpose'], string>

const submitted = (round: RoundView): Step => ({
  key: 'submitted',
  name: round.purpose === 'approval' ? 'Submitted' : 'Asked for',
  state: 'done',
  meta: <Time at={round.submittedAt} />,
  children: <Signer {...round.submittedBy}>{ASKERS[round.purpose]}</Signer>,
})

const STATES = {
  waiting: 'next',
  active: 'now',
  approved: 'done',
  rejected: 'rejected',
  canceled: 'next',
  skipped: 'next',
} as const satisfies Record<StepView['status'], Step['state']>

const toStep = (step: StepView): Step => {
  const shown = shownSignoffs(step)
  const people = shown.length || step.planned.length
  return {
    key: step.id,
    name: step.name,
    state: STATES[step.status],
    wide: people > 1,
    meta: <StepMeta step={step} />,
    children:
      shown.length > 0
        ? shown.map((signoff) => <SignoffFace key={signoff.id} signoff={signoff} />)
        : step.planned.map((person) => (
            <Signer key={person.id} {...person}>
              {step.status === 'waiting' ? 'Asked next' : 'Not asked'}
            </Signer>
          )),
  }
}

/** Once a step is over, whose request was taken back is no news any more. */
const shownSignoffs = ({ status, signoffs }: StepView) =>
  status === 'approved' || status === 'rejected'
    ? signoffs.filter((signoff) => signoff.status === 'approved' || signoff.status === 'rejected')
    : signoffs

/** All three must sign, 1 has. Asked yesterday, due 2 Dec. */
function StepMeta({ step }: { step: StepView }) {
  const asked = step.signoffs.filter(({ status }) => status === 'approved' || status === 'pending').length
  const signed = step.signoffs.filter(({ status }) => status === 'approved').length
  const total = step.status === 'active' ? asked : step.planned.length
  if (step.status === 'canceled') return 'Canceled'
  if (step.status === 'skipped') return 'Skipped'
  return (
    <>
      {ruleInWords(step, total)}
      {step.status === 'active' ? `, ${signed} ${signed === 1 ? 'has' : 'have'}` : ''}
      {step.endedAt ? (
        <>
          . Closed <Time at={step.endedAt} />
        </>
      ) : step.dueAt ? (
        <>
          . Due <Time at={step.dueAt} style="day" />
        </>
      ) : null}
    </>
  )
}

const ruleInWords = ({ rule, quorum }: StepView, total: number) => {
  if (total === 1) return 'One must sign'
  if (rule === 'any') return `Any one of ${total}`
  if (rule === 'quorum') return `${quorum} of ${total} must sign`
  return total === 2 ? 'Both must sign' : `All ${total} must sign`
}

const BADGES = { approved: 'signed', pending: 'waiting', rejected: 'rejected' } as const

function SignoffFace({ signoff }: { signoff: SignoffView }) {
  const badge = signoff.status in BADGES ? BADGES[signoff.status as keyof typeof BADGES] : undefined
  return (
    <Signer {...signoff.signer} badge={badge}>
      <SignoffWords signoff={signoff} />
    </Signer>
  )
}

/** Where one request stands, in words. */
export function SignoffWords({ signoff }: { signoff: SignoffView }): ReactNode {
  const { status, decidedAt, openedAt, remindersSent, delegation } = signoff
  const inPlace = delegation ? ` for ${delegation.from}` : ''
  const at = decidedAt ? (
    <>
      <Time at={decidedAt} />
      {signoff.confirmedBy ? `. ${CONFIRMATION_LABELS[signoff.confirmedBy]}` : ''}
    </>
  ) : null
  if (status === 'approved') {
    return (
      <>
        Signed{inPlace} {at}
      </>
    )
  }
  if (status === 'rejected') {
    return (
      <>
        Rejected{inPlace} {at}
      </>
    )
  }
  if (status === 'withdrawn') return 'No longer asked'
  if (status === 'delegated') return `Asked ${signoff.delegatedTo ?? 'someone else'} instead`
  return (
    <>
      {delegation ? `For ${delegation.from}. ` : ''}
      {openedAt ? (
        <>
          Opened <Time at={openedAt} />
        </>
      ) : (
        'Not opened yet'
      )}
      {remindersSent > 0 ? `, ${countOf(remindersSent, 'reminder')} sent` : ''}
    </>
  )
}
