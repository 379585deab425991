import { versionName } from '#domain/documents/labels.ts'
import { ERRORS, isErrorCode } from '#domain/errors.ts'
import type { Services } from './context.ts'
import type { PersonView, RoundView, SignoffView, StepView } from './round-view.ts'

type Round = Awaited<ReturnType<Services['rounds']['ofDocument']>>['rounds'][number]
type Step = Round['steps'][number]
type Signoff = Round['signoffs'][number]
export type People = ReadonlyMap<string, PersonView>

/** Why a process failed, in the words of the refusal. */
const failureReason = (code: string): string =>
  isErrorCode(code) ? ERRORS[code].sentence({}) : 'It met an error that it was not made for.'

const iso = (at: Date | null) => at?.toISOString() ?? null
const someone = (people: People, id: string, name = 'A former member'): PersonView =>
  people.get(id) ?? { id, name, position: null }

/** A round with its people by name. Who has left is named by what their sign-off kept. */
export const toRoundView = (
  { round, version, steps, signoffs, failure }: Round,
  people: People,
  { publishedAt = null, plannedFor = null }: { publishedAt?: Date | null; plannedFor?: string | null } = {},
): RoundView => ({
  id: round.id,
  purpose: round.purpose,
  status: round.status,
  message: round.message,
  submittedAt: round.submittedAt.toISOString(),
  submittedBy: someone(people, round.submittedBy),
  dueAt: iso(round.dueAt),
  endedAt: iso(round.endedAt),
  endReason: round.endReason,
  failure: failure && { at: failure.failedAt.toISOString(), reason: failureReason(failure.code) },
  publication: {
    mode: round.publicationMode,
    effectiveDate: round.effectiveDate,
    plannedFor,
    publishedAt: iso(publishedAt),
  },
  version: {
    number: version.number,
    name: versionName({
      number: version.number,
      // All other purposes are about a version that was approved before.
      label: round.status === 'approved' || round.purpose !== 'approval' ? round.label : null,
      round: { ...round, running: round.status === 'running' },
    }),
    changeType: version.changeType,
    changeSummary: version.changeSummary,
    contentHash: version.contentHash,
  },
  steps: steps.map((step) => toStep(step, signoffs, people)),
})

const toStep = (step: Step, signoffs: Signoff[], people: People): StepView => ({
  id: step.id,
  position: step.position,
  name: step.name,
  rule: step.rule,
  quorum: step.quorum,
  status: step.status,
  startedAt: iso(step.startedAt),
  dueAt: iso(step.dueAt),
  endedAt: iso(step.endedAt),
  reminders: step.plan.reminders,
  planned: step.plan.signerIds.map((id) => someone(people, id)),
  signoffs: signoffs.filter(({ stepId }) => stepId === step.id).map((signoff) => toSignoff(signoff, signoffs, people)),
})

const toSignoff = (signoff: Signoff, all: Signoff[], people: People): SignoffView => ({
  id: signoff.id,
  signer: {
    id: signoff.signerId,
    name: signoff.signerName,
    position: signoff.signerPosition ?? people.get(signoff.signerId)?.position ?? null,
  },
  status: signoff.status,
  requestedAt: signoff.requestedAt.toISOString(),
  openedAt: iso(signoff.openedAt),
  decidedAt: iso(signoff.decidedAt),
  comment: signoff.comment,
  confirmedBy: signoff.confirmedBy,
  delegation: signoff.onBehalfOf === null ? null : { from: signoff.onBehalfOf, reason: signoff.delegationReason ?? '' },
  delegatedTo: all.find(({ delegatedFrom }) => delegatedFrom === signoff.id)?.signerName ?? null,
  remindersSent: signoff.remindersSent,
  lastRemindedAt: iso(signoff.lastRemindedAt),
})

/** Those whom rounds name, by their id, as far as they are still members. */
export async function peopleOf(
  { members }: Services,
  actor: Parameters<Services['members']['named']>[0],
  rounds: readonly Round[],
): Promise<People> {
  const ids = rounds.flatMap(({ round, steps, signoffs }) => [
    round.submittedBy,
    ...steps.flatMap(({ plan }) => plan.signerIds),
    ...signoffs.map(({ signerId }) => signerId),
  ])
  const found = await members.named(actor, [...new Set(ids)])
  return new Map([...found].map(([id, { name, positionTitle }]) => [id, { id, name, position: positionTitle }]))
}
