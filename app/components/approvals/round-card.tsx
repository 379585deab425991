import { Link } from '@remix-run/react'
import { Bell, CircleCheck, CircleX, OctagonAlert } from 'lucide-react'
import { Fragment } from 'react'
import { firstName } from '#app/lib/format.ts'
import { activeStep, pendingOf, type RoundView, type SignoffView, type StepView } from '#app/lib/round-view.ts'
import { PURPOSES } from '#domain/approvals/purposes.ts'
import { isStuck } from '#domain/approvals/round.ts'
import { reminderSentence } from '#domain/approvals/schedule.ts'
import { listOf } from '#domain/words.ts'
import { State } from '../ui/status.tsx'
import { Time, useNow } from '../ui/time.tsx'
import { RoundComments } from './round-comments.tsx'
import { RoundStepper } from './round-stepper.tsx'

/** A round in a card: the steps, and in the foot what happens next. */
export function RoundCard({
  round,
  to,
  change,
  whole = false,
}: {
  round: RoundView
  to?: string
  /** Where whoever may do it changes whom the round asks, and until when. */
  change?: string
  /** With what the version changes and what was said, where the round is the page. */
  whole?: boolean
}) {
  const id = `round-${round.id}`
  return (
    <section className="card round" aria-labelledby={id}>
      <div className="card-head">
        <h2 id={id}>
          {PURPOSES[round.purpose].title} of {round.version.name}
        </h2>
        {round.status === 'running' ? null : <State state={round.status} />}
        {to ? <Link to={to}>Open round</Link> : null}
        {change && round.status === 'running' ? <Link to={change}>Change…</Link> : null}
      </div>
      <div className="round-body">
        {whole && round.purpose === 'approval' ? <p className="round-sum">{round.version.changeSummary}</p> : null}
        <RoundStepper round={round} />
      </div>
      <div className="card-foot">
        <NextLine round={round} />
      </div>
      {whole ? <RoundComments round={round} /> : null}
    </section>
  )
}

/** What happens next and when; for an ended round, how it ended and why. */
function NextLine({ round }: { round: RoundView }) {
  const now = useNow()
  if (round.failure) return <FailureLine failure={round.failure} />
  if (round.status !== 'running') return <EndLine round={round} />
  const waiting = pendingOf(round)
  const step = activeStep(round)
  if (step && isStuck(step, step.signoffs)) return <StuckLine step={step} purpose={round.purpose} />
  return (
    <p className="next-line">
      <Bell className="i" />
      <span>
        {waiting.length === 0 ? (
          'Next: the signers of the next step are asked.'
        ) : (
          <>
            Waiting for <Awaited waiting={waiting} />
            {step?.dueAt ? (
              <>
                , due <Time at={step.dueAt} style="date" />.
              </>
            ) : (
              '. No due date was set.'
            )}
            {step ? ` ${reminderSentence(step, step.dueAt ? new Date(step.dueAt) : null, now) ?? ''}`.trimEnd() : null}
          </>
        )}
      </span>
    </p>
  )
}

/** Who is awaited, and since when: those who were asked together stand together. */
function Awaited({ waiting }: { waiting: readonly SignoffView[] }) {
  return [...new Set(waiting.map(({ requestedAt }) => requestedAt))].map((since, place) => {
    const asked = waiting.filter(({ requestedAt }) => requestedAt === since)
    return (
      <Fragment key={since}>
        {place === 0 ? null : ', '}
        <b>{listOf(asked.map(({ signer }) => firstName(signer.name)))}</b> since <Time at={since} style="day" />
      </Fragment>
    )
  })
}

/** Nothing happens next before somebody retries. */
const FailureLine = ({ failure }: { failure: NonNullable<RoundView['failure']> }) => (
  <p className="next-line">
    <OctagonAlert className="i late" />
    <span>
      <b>Stopped</b> <Time at={failure.at} />. Nothing happens until somebody retries it.
    </span>
  </p>
)

/** Waiting would not help: what is wrong, and what somebody has to do. */
const StuckLine = ({ step, purpose }: { step: StepView; purpose: RoundView['purpose'] }) => (
  <p className="next-line">
    <OctagonAlert className="i late" />
    <span>
      <b>Too few people are left who may sign the step “{step.name}”.</b>{' '}
      {purpose === 'approval'
        ? 'Those whom it names have left or wrote the text, and no compliance manager can stand in. Withdraw it and submit it with other signers.'
        : 'Those whom it names have left or asked for it, and no compliance manager can stand in. Withdraw it and ask again.'}
    </span>
  </p>
)

const EndLine = ({ round }: { round: RoundView }) => (
  <p className="next-line">
    {round.status === 'approved' ? <CircleCheck className="i" /> : <CircleX className="i" />}
    <span>
      <EndWords round={round} />
    </span>
  </p>
)

const END_WORDS: Record<RoundView['status'], string> = {
  running: 'Under way',
  approved: 'Approved',
  rejected: 'Rejected',
  withdrawn: 'Withdrawn',
  canceled: 'Canceled',
}

/** How a round ended, by whom and why. */
export function EndWords({ round }: { round: RoundView }) {
  const rejection = round.steps.flatMap(({ signoffs }) => signoffs).find(({ status }) => status === 'rejected')
  const said = rejection?.comment ?? round.endReason
  return (
    <>
      {END_WORDS[round.status]}
      {rejection && round.status === 'rejected' ? (
        <>
          {' '}
          by <b>{rejection.signer.name}</b>
        </>
      ) : null}
      {round.endedAt ? (
        <>
          {' '}
          <Time at={round.endedAt} />
        </>
      ) : null}
      {said ? `: “${said}”` : '.'}
    </>
  )
}
