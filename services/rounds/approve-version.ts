import type { Transaction } from '#db/client.ts'
import { updateDocument } from '#db/queries/documents.ts'
import { insertLabel } from '#db/queries/labels.ts'
import { type RoundRow, type RoundState, updateRound } from '#db/queries/rounds.ts'
import type { Rules } from '#db/queries/rules.ts'
import type { Actor } from '#domain/actor.ts'
import type { Approved } from '#domain/approvals/process.ts'
import { evaluateRound } from '#domain/approvals/round.ts'
import { startOfDay } from '#domain/dates.ts'
import { transition } from '#domain/documents/lifecycle.ts'
import { DomainError } from '#domain/errors.ts'
import { appendAudit } from '../audit/append.ts'
import { notify } from '../notifications/notify.ts'
import { concerned } from './end.ts'
import { definitionFor, openRound } from './open.ts'
import { awaitsPublication, requireLabel } from './state.ts'

/** When to publish by what was chosen at submit; null: when somebody says so. */
function publishAt(round: RoundRow, approvedAt: Date, { timeZone }: Rules): Date | null {
  switch (round.publicationMode) {
    case 'on_approval':
      return approvedAt
    case 'on_date':
      return round.effectiveDate === null ? null : startOfDay(round.effectiveDate, timeZone)
    case 'manual':
      return null
  }
}

const approved = (label: string, publish: Date | null): Approved => ({
  outcome: 'approved',
  label,
  publishAt: publish?.toISOString() ?? null,
})

/** All steps are approved: the version gets its label, the round ends, the document is approved. */
export async function approveVersion(tx: Transaction, actor: Actor, state: RoundState, at: Date): Promise<Approved> {
  const { document, round, version, rules } = state
  if (evaluateRound(state.steps) !== 'approved') throw new Error('the round is not approved by its steps')
  const { label } = round
  await insertLabel(tx, { orgId: actor.orgId, documentId: document.id, versionId: version.id }, label, at)
  await updateRound(tx, round, { status: 'approved', endedAt: at })
  const status = transition(document.status, 'approve')
  const wished = publishAt(round, at, rules)
  const isAsked = wished !== null && (await askForPublication(tx, actor, state, at))
  const publish = isAsked ? null : wished
  const effectiveDate = round.effectiveDate ?? document.effectiveDate
  await updateDocument(tx, document, { status, effectiveDate, publishAt: publish }, at)
  notify(
    tx,
    actor.orgId,
    concerned(state),
    {
      kind: 'round_approved',
      key: `round:${round.id}:approved`,
      subjectId: round.id,
      documentId: document.id,
      facts: { label },
    },
    at,
  )
  appendAudit(tx, actor, {
    at,
    action: 'document.approved',
    subjectId: version.id,
    documentId: document.id,
    before: { status: document.status },
    after: { status, label, roundId: round.id, contentHash: version.contentHash },
  })
  return approved(label, publish)
}

/**
 * Where a definition has others decide on publication, asks them for the one that was chosen at submit. When none of them is left,
 * nobody is asked, and somebody has to publish it by hand.
 * @returns whether others decide
 */
async function askForPublication(tx: Transaction, actor: Actor, state: RoundState, at: Date): Promise<boolean> {
  const { document, round } = state
  const decided = await definitionFor(tx, document, 'publication')
  if (!decided) return false
  const { versionId, submittedBy: askedBy, effectiveDate } = round
  try {
    const question = { purpose: 'publication', versionId, askedBy, effectiveDate } as const
    await openRound(tx, actor, document, decided.definition, question, at)
  } catch (error) {
    if (!(error instanceof DomainError) || !NOBODY.has(error.code)) throw error
  }
  return true
}
const NOBODY: ReadonlySet<string> = new Set(['no_signers', 'quorum_unreachable'])

/**
 * Approved before, and the answer was lost or the process was started again: when to publish, the document says by now.
 * What is published already or was sent back is distinguished by the publication, so that comes at once.
 */
export const approvedBefore = (state: RoundState, at: Date): Approved =>
  approved(requireLabel(state, state.version.id), awaitsPublication(state) ? state.document.publishAt : at)
