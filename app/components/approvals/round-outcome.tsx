import type { RoundView } from '#app/lib/round-view.ts'
import type { Step } from '../ui/stepper.tsx'
import { Time } from '../ui/time.tsx'

/** What a round leads to once all its steps are approved, as the last place of its stepper. */
export function outcomeOf(round: RoundView): Step {
  if (round.purpose === 'approval') return publication(round)
  const { name, done, when } = OUTCOMES[round.purpose]
  if (round.status === 'approved') {
    const meta = round.endedAt ? <Time at={round.endedAt} style="date" /> : null
    return { key: 'outcome', name: done, state: 'done', meta }
  }
  if (round.status !== 'running') return { key: 'outcome', name, state: 'next', meta: 'Not reached' }
  const { effectiveDate } = round.publication
  const meta = effectiveDate ? (
    <>
      Takes effect <Time at={effectiveDate} style="date" />
    </>
  ) : (
    when
  )
  return { key: 'outcome', name, state: 'next', meta }
}

/** What it is called before and after, and when it happens. */
const OUTCOMES = {
  publication: { name: 'Publish', done: 'Publication approved', when: 'At once, when all agree' },
  retirement: { name: 'Archive', done: 'Archived', when: 'At once, when all agree' },
  review: { name: 'Reviewed', done: 'Reviewed', when: 'When all agree' },
} as const

function publication(round: RoundView): Step {
  const { mode, effectiveDate, plannedFor, publishedAt } = round.publication
  const day = round.status === 'approved' ? plannedFor : mode === 'on_date' ? effectiveDate : null
  if (publishedAt) {
    const meta = <Time at={publishedAt} style="date" />
    return { key: 'publish', name: 'Published', state: 'done', meta }
  }
  if (round.status !== 'running' && round.status !== 'approved') {
    return { key: 'publish', name: 'Publish', state: 'next', meta: 'Not reached' }
  }
  return {
    key: 'publish',
    name: 'Publish',
    state: 'next',
    meta: day ? (
      <>
        Takes effect <Time at={day} style="date" />
      </>
    ) : mode === 'on_approval' && round.status === 'running' ? (
      'At once, when all have signed'
    ) : (
      'When someone publishes it'
    ),
  }
}
