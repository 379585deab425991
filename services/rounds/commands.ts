import type { Transaction } from '#db/client.ts'
import { type DocumentRow, updateDocument } from '#db/queries/documents.ts'
import { closeFailure } from '#db/queries/processes.ts'
import { endPublication, publicationInEffect } from '#db/queries/publications.ts'
import { newestRound, type RoundRow, type RoundState } from '#db/queries/rounds.ts'
import { rulesOf } from '#db/queries/rules.ts'
import type { Actor } from '#domain/actor.ts'
import { dateIn, startOfDay } from '#domain/dates.ts'
import { type DocumentCommand, decide, type GuardFacts } from '#domain/documents/lifecycle.ts'
import { DomainError } from '#domain/errors.ts'
import { authorize, type Capability } from '#domain/roles.ts'
import { isInvisible } from '#domain/text.ts'
import { appendAudit } from '../audit/append.ts'
import { nudgeCampaigns } from '../campaigns/nudge.ts'
import { isOwn, requireLocked } from '../documents/require.ts'
import { unindexEffective } from '../documents/search-index.ts'
import { notify } from '../notifications/notify.ts'
import { armReview } from '../reviews/process.ts'
import { type Deps, memberOf, transact } from '../transaction.ts'
import { checked } from '../writing.ts'
import { remind } from './chase.ts'
import { concerned, endRound, owners, voidSignatures } from './end.ts'
import { PublishDocument, ReasonGiven, WithdrawDocument } from './input.ts'
import { signalApproval } from './signal-approval.ts'
import { activeStep, awaitsPublication, isOpen, processOfRound, requireRound, signoffsOf, UNPLANNED } from './state.ts'

/** A person may be reminded by hand once an hour: more is pestering. */
const REMIND_AGAIN_AFTER_MS = 3_600_000

interface Command {
  command: DocumentCommand
  capability: Capability
  facts?: GuardFacts
}

/** The reason as it is kept; empty where nothing of it can be seen, which the rules of the command refuse. */
const reasonIn = (given: ReasonGiven): string => (isInvisible(given.reason) ? '' : checked(ReasonGiven, given).reason)

/** The document locked, its command allowed to this actor and possible now; what comes of it is up to the caller. */
async function lockForCommand(
  tx: Transaction,
  actor: Actor,
  reference: string,
  { command, capability, facts }: Command,
) {
  const document = await requireLocked(tx, actor, reference)
  authorize(actor, capability, { own: isOwn(actor, document) })
  return { document, status: decide(document.status, command, facts) }
}

/** The round that an approved or reviewed document is in. */
async function currentRound(tx: Transaction, document: DocumentRow, status: RoundRow['status']): Promise<RoundState> {
  const round = await newestRound(tx, document.orgId, document.id, status)
  if (!round) throw new DomainError('round_not_running', { status: document.status })
  return requireRound(tx, document.orgId, { roundId: round.id })
}

/** What the audit entries of all commands say of the document. */
const about = (document: DocumentRow) => ({
  subjectId: document.id,
  documentId: document.id,
  before: { status: document.status },
})

/** Takes a document back out of review. @throws not_found, forbidden, invalid_transition */
export async function withdraw(
  deps: Deps,
  actor: Actor,
  reference: string,
  given: WithdrawDocument = {},
): Promise<void> {
  const { reason } = checked(WithdrawDocument, given)
  const at = deps.clock.now()
  return transact(deps, actor, async (tx) => {
    const { document, status } = await lockForCommand(tx, actor, reference, {
      command: 'withdraw',
      capability: 'rounds.manage',
    })
    const state = await currentRound(tx, document, 'running')
    await endRound(tx, state, { as: 'withdrawn', reason: reason || null, by: actor.name, at })
    signalApproval.withdrawn(tx, state.round)
    appendAudit(tx, actor, { at, action: 'document.withdrawn', ...about(document), after: { status, reason } })
  })
}

/**
 * Says when an approved version goes into effect: now, or at the beginning of a date. May be said again as long as the
 * date has not come.
 * @throws not_found, forbidden, invalid_transition, effective_date_past
 */
export async function publish(deps: Deps, actor: Actor, reference: string, given: PublishDocument = {}): Promise<void> {
  const { effectiveDate } = checked(PublishDocument, given)
  const at = deps.clock.now()
  return transact(deps, actor, async (tx) => {
    const { document } = await lockForCommand(tx, actor, reference, {
      command: 'publish',
      capability: 'documents.publish',
    })
    const { round } = await currentRound(tx, document, 'approved')
    const { timeZone } = await rulesOf(tx, actor.orgId)
    if (effectiveDate !== null && effectiveDate <= dateIn(at, timeZone)) throw new DomainError('effective_date_past')
    const publishAt = effectiveDate === null ? at : startOfDay(effectiveDate, timeZone)
    await updateDocument(
      tx,
      document,
      { effectiveDate: effectiveDate ?? dateIn(at, timeZone), publishAt, publishBy: memberOf(actor) },
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
          facts: { by: actor.name, effectiveDate },
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
    const { round } = await currentRound(tx, document, 'approved')
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

/**
 * Makes a document a draft again, with what must change. What is in effect stays so; an approval that was not yet
 * published counts no more.
 * @throws not_found, forbidden, invalid_transition, reason_required
 */
export async function revise(deps: Deps, actor: Actor, reference: string, given: ReasonGiven): Promise<void> {
  const reason = reasonIn(given)
  const at = deps.clock.now()
  return transact(deps, actor, async (tx) => {
    const { document, status } = await lockForCommand(tx, actor, reference, {
      command: 'revise',
      capability: 'documents.revise',
      facts: { reason },
    })
    if (document.status === 'approved') await cancelPublication(tx, actor, document, 'sent_back', at)
    await updateDocument(tx, document, { status, revisionReason: reason, ...UNPLANNED }, at)
    appendAudit(tx, actor, { at, action: 'document.revised', ...about(document), after: { status, reason } })
  })
}

/** Takes a document out of use; nothing of it is in effect any more. @throws not_found, forbidden, invalid_transition, reason_required */
export async function archive(deps: Deps, actor: Actor, reference: string, given: ReasonGiven): Promise<void> {
  const reason = reasonIn(given)
  const at = deps.clock.now()
  return transact(deps, actor, async (tx) => {
    const { document, status } = await lockForCommand(tx, actor, reference, {
      command: 'archive',
      capability: 'documents.archive',
      facts: { reason },
    })
    if (document.status === 'approved') await cancelPublication(tx, actor, document, 'archived', at)
    const inEffect = await publicationInEffect(tx, actor.orgId, document.id)
    if (inEffect) {
      await endPublication(tx, inEffect, 'archived', at)
      await unindexEffective(tx, document)
      await nudgeCampaigns(tx, actor.orgId, document.id)
    }
    const after = await updateDocument(
      tx,
      document,
      { status, archiveReason: reason, nextReviewDate: null, ...UNPLANNED },
      at,
    )
    armReview(tx, document, after)
    notify(
      tx,
      actor.orgId,
      owners(document).filter((id) => id !== actor.membershipId),
      {
        kind: 'document_archived',
        key: `document:${document.id}:archived:${at.toISOString()}`,
        subjectId: document.id,
        documentId: document.id,
        facts: { by: actor.name },
      },
      at,
    )
    appendAudit(tx, actor, { at, action: 'document.archived', ...about(document), after: { status, reason } })
  })
}

/** Brings an archived document back as a draft. @throws not_found, forbidden, invalid_transition */
export function restore(deps: Deps, actor: Actor, reference: string): Promise<void> {
  const at = deps.clock.now()
  return transact(deps, actor, async (tx) => {
    const { document, status } = await lockForCommand(tx, actor, reference, {
      command: 'restore',
      capability: 'documents.archive',
    })
    await updateDocument(tx, document, { status, archiveReason: null }, at)
    appendAudit(tx, actor, { at, action: 'document.restored', ...about(document), after: { status } })
  })
}

/** Reminds everybody who has not decided yet; whoever was reminded within the hour is left alone. @returns how many were */
export function remindSigners(deps: Deps, actor: Actor, reference: string): Promise<number> {
  const at = deps.clock.now()
  return transact(deps, actor, async (tx) => {
    const document = await requireLocked(tx, actor, reference)
    authorize(actor, 'rounds.manage', { own: isOwn(actor, document) })
    const state = await currentRound(tx, document, 'running')
    const step = activeStep(state)
    const open = step ? signoffsOf(state, step).filter(isOpen) : []
    const quiet = open.filter(
      ({ lastRemindedAt }) =>
        lastRemindedAt === null || at.getTime() - lastRemindedAt.getTime() > REMIND_AGAIN_AFTER_MS,
    )
    for (const signoff of quiet) await remind(tx, actor, state, signoff, at)
    return quiet.length
  })
}

/**
 * What an operator's cancel of the process means for the document: it is a draft again, whether it was being signed or
 * waited to be published. Nobody else would ever move it on.
 */
export function cancelRound(deps: Deps, actor: Actor, roundId: string, at: Date): Promise<void> {
  return transact(deps, actor, async (tx) => {
    const state = await requireRound(tx, actor.orgId, { roundId })
    const { document, round } = state
    const reason = 'The approval process was canceled by an operator.'
    if (round.status === 'running') await endRound(tx, state, { as: 'canceled', reason, by: null, at })
    else if (awaitsPublication(state)) {
      const status = decide(document.status, 'revise', { reason })
      await closeFailure(tx, processOfRound(round), at)
      await updateDocument(tx, document, { status, revisionReason: reason, ...UNPLANNED }, at)
      voidSignatures(tx, state, { because: 'canceled', by: null, except: concerned(state), at })
    } else return
    notify(
      tx,
      actor.orgId,
      concerned(state),
      {
        kind: 'round_withdrawn',
        key: `round:${roundId}:canceled`,
        subjectId: roundId,
        documentId: document.id,
        facts: {},
      },
      at,
    )
    appendAudit(tx, actor, {
      at,
      action: 'round.canceled',
      subjectId: roundId,
      documentId: document.id,
      before: { status: document.status },
      after: { status: 'draft' },
    })
  })
}

/** What was approved does not go into effect: its process ends, and its signatures count no more. */
async function cancelPublication(
  tx: Transaction,
  actor: Actor,
  document: DocumentRow,
  because: 'sent_back' | 'archived',
  at: Date,
): Promise<void> {
  const state = await currentRound(tx, document, 'approved')
  await closeFailure(tx, processOfRound(state.round), at)
  signalApproval.canceled(tx, state.round)
  voidSignatures(tx, state, { because, by: actor.name, at })
}
