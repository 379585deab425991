import type { Transaction } from '#db/client.ts'
import { type DocumentRow, updateDocument } from '#db/queries/documents.ts'
import type { RoundRow } from '#db/queries/rounds.ts'
import { type Rules, rulesOf } from '#db/queries/rules.ts'
import type { Actor } from '#domain/actor.ts'
import { dateIn, type PlainDate, startOfDay } from '#domain/dates.ts'
import { DomainError } from '#domain/errors.ts'
import { appendAudit } from '../audit/append.ts'
import { notify } from '../notifications/notify.ts'
import { type Deps, memberOf, transact } from '../transaction.ts'
import { checked } from '../writing.ts'
import { about, currentRound, lockForCommand, requireNoRound } from './command.ts'
import { concerned } from './end.ts'
import { PublishDocument } from './input.ts'
import { definitionFor, openRound } from './open.ts'
import { signalApproval } from './signal-approval.ts'
import { UNPLANNED } from './state.ts'

/**
 * Says when an approved version goes into effect: now, or at the beginning of a date. May be said again as long as the
 * date has not come. Where a definition has others decide on publication, they are asked, and it is planned with their approval.
 * @throws not_found, forbidden, invalid_transition, effective_date_past, round_open, no_signers, quorum_unreachable
 */
export async function publish(deps: Deps, actor: Actor, reference: string, given: PublishDocument = {}): Promise<void> {
  const { effectiveDate } = checked(PublishDocument, given)
  const at = deps.clock.now()
  return transact(deps, actor, async (tx) => {
    const { document } = await lockForCommand(tx, actor, reference, {
      command: 'publish',
      capability: 'documents.publish',
    })
    await requireNoRound(tx, document)
    const { round } = await currentRound(tx, document, { purpose: 'approval', status: 'approved' })
    const rules = await rulesOf(tx, actor.orgId)
    if (effectiveDate !== null && effectiveDate <= dateIn(at, rules.timeZone)) {
      throw new DomainError('effective_date_past')
    }
    const askedBy = memberOf(actor)
    const decided = await definitionFor(tx, document, 'publication')
    if (decided) {
      const question = { purpose: 'publication', versionId: round.versionId, askedBy, effectiveDate } as const
      await openRound(tx, actor, document, decided.definition, question, at)
      return
    }
    await planPublication(
      tx,
      actor,
      document,
      { round, effectiveDate, by: { id: askedBy, name: actor.name }, rules },
      at,
    )
  })
}

interface Plan {
  /** The one that approved the text. */
  round: RoundRow
  /** Null: now. A date that has come meanwhile is now, too. */
  effectiveDate: PlainDate | null
  /** Who publishes it. */
  by: { id: string; name: string }
  rules: Rules
}

/** Writes when an approved version goes into effect, and signals its process. */
export async function planPublication(
  tx: Transaction,
  actor: Actor,
  document: DocumentRow,
  { round, effectiveDate: asked, by, rules: { timeZone } }: Plan,
  at: Date,
): Promise<void> {
  const effectiveDate = asked !== null && asked > dateIn(at, timeZone) ? asked : null
  const publishAt = effectiveDate === null ? at : startOfDay(effectiveDate, timeZone)
  await updateDocument(
    tx,
    document,
    { effectiveDate: effectiveDate ?? dateIn(at, timeZone), publishAt, publishBy: by.id },
    at,
  )
  signalApproval.publish(tx, round, { publishAt: publishAt.toISOString() })
  if (effectiveDate !== null) {
    notify(
      tx,
      actor.orgId,
      concerned({ document, round }).filter((id) => id !== actor.membershipId),
      {
        kind: 'publication_planned',
        key: `version:${round.versionId}:planned:${at.toISOString()}`,
        subjectId: round.versionId,
        documentId: document.id,
        facts: { by: by.name, effectiveDate },
      },
      at,
    )
  }
  appendAudit(tx, actor, {
    at,
    action: 'document.publication_planned',
    ...about(document),
    after: {
      status: document.status,
      versionId: round.versionId,
      effectiveDate,
      publishAt: publishAt.toISOString(),
    },
  })
}

/**
 * Cancels a planned publication: the version stays approved, and goes into effect when somebody says so.
 * @throws not_found, forbidden, invalid_transition, publication_not_planned when nothing is planned or its time has come
 */
export function unplan(deps: Deps, actor: Actor, reference: string): Promise<void> {
  const at = deps.clock.now()
  return transact(deps, actor, async (tx) => {
    const { document } = await lockForCommand(tx, actor, reference, {
      command: 'publish',
      capability: 'documents.publish',
    })
    const { publishAt, effectiveDate, status } = document
    if (publishAt === null || publishAt <= at) throw new DomainError('publication_not_planned')
    const { round } = await currentRound(tx, document, { purpose: 'approval', status: 'approved' })
    await updateDocument(tx, document, { ...UNPLANNED, effectiveDate: null }, at)
    signalApproval.publish(tx, round, { publishAt: null })
    notify(
      tx,
      actor.orgId,
      concerned({ document, round }).filter((id) => id !== actor.membershipId),
      {
        kind: 'publication_canceled',
        key: `version:${round.versionId}:unplanned:${at.toISOString()}`,
        subjectId: round.versionId,
        documentId: document.id,
        facts: { by: actor.name },
      },
      at,
    )
    appendAudit(tx, actor, {
      at,
      action: 'document.publication_canceled',
      subjectId: document.id,
      documentId: document.id,
      before: { status, effectiveDate },
      after: { status, versionId: round.versionId },
    })
  })
}
