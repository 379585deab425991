import type { Transaction } from '#db/client.ts'
import type { WhichProcess } from '#db/queries/processes.ts'
import { lockRound, type RoundRow, type RoundState, type StepRow, type WhichRound } from '#db/queries/rounds.ts'
import type { SignoffRow } from '#db/queries/signoffs.ts'
import type { PlaceFacts } from '#domain/approvals/delegation.ts'
import type { RoundOver } from '#domain/approvals/process.ts'
import { barredFrom } from '#domain/approvals/purposes.ts'
import { evaluateStep, type Verdict } from '#domain/approvals/round.ts'
import { highestLabel, type VersionLabel } from '#domain/documents/labels.ts'
import { DomainError } from '#domain/errors.ts'

/** A round under lock. @throws not_found */
export async function requireRound(tx: Transaction, orgId: string, which: WhichRound): Promise<RoundState> {
  const state = await lockRound(tx, orgId, which)
  if (!state) throw new DomainError('not_found')
  return state
}

/** The process that moves a round on. */
export const processOfRound = ({ orgId, id }: Pick<RoundRow, 'orgId' | 'id'>): WhichProcess => ({
  orgId,
  process: 'approval',
  subjectId: id,
})

export const activeStep = ({ steps }: RoundState): StepRow | undefined =>
  steps.find(({ status }) => status === 'active')

export const signoffsOf = ({ signoffs }: RoundState, step: StepRow): SignoffRow[] =>
  signoffs.filter(({ stepId }) => stepId === step.id)

export const isOpen = ({ status }: SignoffRow): boolean => status === 'pending'

export const verdictOf = (state: RoundState, step: StepRow): Verdict => evaluateStep(step, signoffsOf(state, step))

/** Who may not decide in a round, unless authors may approve. */
export const barredIn = ({ round, version }: Pick<RoundState, 'round' | 'version'>): readonly string[] =>
  barredFrom(round.purpose, { authorIds: version.authorIds, askedBy: round.submittedBy })

/** What decides who may be asked in a step in the place of somebody else. */
export const placeOf = (state: RoundState, step: StepRow): PlaceFacts => ({
  asked: signoffsOf(state, step),
  barred: barredIn(state),
  purpose: state.round.purpose,
  authorsMayApprove: state.rules.settings.authorsMayApprove === true,
})

/** The outcome for a workflow that comes too late, or null while the round is its to move on. */
export function roundOver({ round }: RoundState): RoundOver | null {
  if (round.status === 'running') return null
  if (round.status === 'approved' && round.purpose === 'approval') return null
  return { outcome: 'round_over', ending: round.status }
}

/** Is what the round approved still to go into effect? Not once it was sent back, whatever was approved since. */
export const awaitsPublication = ({ document, round, newestRoundId }: RoundState): boolean =>
  round.status === 'approved' && document.status === 'approved' && newestRoundId === round.id

/** The label of a version of the round's document, or null while it has none. */
export const labelOf = ({ labels }: Pick<RoundState, 'labels'>, versionId: string): VersionLabel | null =>
  labels.find((given) => given.versionId === versionId)?.label ?? null

/** The label of an approved version. @throws Error when it has none, which the approval would have given it */
export function requireLabel(state: Pick<RoundState, 'labels'>, versionId: string): VersionLabel {
  const label = labelOf(state, versionId)
  if (label === null) throw new Error('an approved version has no label')
  return label
}

/** The highest label that a version of the document has got so far. */
export const latestLabel = ({ labels }: Pick<RoundState, 'labels'>): VersionLabel | null =>
  highestLabel(labels.map(({ label }) => label))

/** A document whose next publication is not planned. */
export const UNPLANNED = { publishAt: null, publishBy: null } as const
