import type { Transaction } from '#db/client.ts'
import { readableDocument } from '#db/queries/documents.ts'
import type { RoundState, StepRow } from '#db/queries/rounds.ts'
import { markSignoff, type SignoffRow } from '#db/queries/signoffs.ts'
import type { Actor } from '#domain/actor.ts'
import { complianceManagers } from '#domain/approvals/next-move.ts'
import { resolveApprovers } from '#domain/approvals/plan.ts'
import type { ReviewOutcome } from '#domain/approvals/process.ts'
import { chasesDue } from '#domain/approvals/schedule.ts'
import { assertNever } from '#domain/assert.ts'
import { mayRead, memberReader } from '#domain/documents/access.ts'
import { appendAudit } from '../audit/append.ts'
import { notify } from '../notifications/notify.ts'
import { type Deps, transact } from '../transaction.ts'
import { candidatesFor } from './organization.ts'
import { activeStep, isOpen, requireRound, signoffsOf, verdictOf } from './state.ts'
import { openSignoff } from './step-outcome.ts'
import { calendarsOf, rejectRound, settle } from './steps.ts'

/**
 * Does what has fallen due in the step under way: reminds, escalates, rejects. What was done is written on the sign-offs
 * with the time it was done, so a retried call finds nothing due.
 */
export function chaseRound(deps: Deps, actor: Actor, roundId: string, at: Date): Promise<ReviewOutcome> {
  return transact(deps, actor, async (tx) => {
    const state = await requireRound(tx, actor.orgId, { roundId })
    const step = state.round.status === 'running' ? activeStep(state) : undefined
    if (step && verdictOf(state, step) === 'pending') await chase(tx, actor, state, step, at)
    return settle(tx, actor, await requireRound(tx, actor.orgId, { roundId }), at)
  })
}

async function chase(tx: Transaction, actor: Actor, state: RoundState, step: StepRow, at: Date): Promise<void> {
  const calendars = await calendarsOf(tx, state)
  for (const signoff of signoffsOf(state, step).filter(isOpen)) {
    for (const due of chasesDue(step.plan, openSignoff(signoff, calendars), at)) {
      switch (due) {
        case 'remind':
          await remind(tx, actor, state, signoff, at)
          break
        case 'escalate':
          await escalate(tx, actor, state, step, signoff, at)
          break
        case 'reject':
          await rejectRound(tx, actor, state, step, { by: null, reason: 'Nobody decided in time.', at })
          return
        default:
          assertNever(due)
      }
    }
  }
}

/** Reminds one signer and counts it, whoever asked for the reminder. */
export async function remind(
  tx: Transaction,
  actor: Actor,
  state: RoundState,
  signoff: SignoffRow,
  at: Date,
): Promise<void> {
  const reminder = signoff.remindersSent + 1
  await markSignoff(tx, signoff, { remindersSent: reminder, lastRemindedAt: at })
  const notice = {
    key: `signoff:${signoff.id}:reminder:${reminder}`,
    subjectId: signoff.id,
    documentId: state.document.id,
  } as const
  const { dueAt } = signoff
  notify(
    tx,
    actor.orgId,
    [signoff.signerId],
    dueAt !== null && at > dueAt
      ? { ...notice, kind: 'signoff_overdue', facts: { dueAt: dueAt.toISOString(), purpose: state.round.purpose } }
      : {
          ...notice,
          kind: 'signoff_reminder',
          facts: { dueAt: dueAt?.toISOString() ?? null, purpose: state.round.purpose },
        },
    at,
  )
  appendAudit(tx, actor, {
    at,
    action: 'signoff.reminded',
    subjectId: signoff.id,
    documentId: state.document.id,
    after: { signer: signoff.signerName, reminder },
  })
}

/**
 * Notifies those whom the step names that a signer is late, as far as they may read the document. When nobody of them
 * may, compliance managers are notified.
 */
async function escalate(
  tx: Transaction,
  actor: Actor,
  state: RoundState,
  step: StepRow,
  signoff: SignoffRow,
  at: Date,
): Promise<void> {
  const to = step.plan.escalation?.to ?? []
  const members = await candidatesFor(tx, state.document, to)
  const named = resolveApprovers(to, { members, ownerId: state.document.ownerId })
  const document = await readableDocument(tx, state.document)
  const readers = members
    .filter(
      ({ membershipId, roles }) => named.includes(membershipId) && mayRead(memberReader(membershipId, roles), document),
    )
    .map(({ membershipId }) => membershipId)
  const receivers = readers.length > 0 ? readers : complianceManagers(members)
  await markSignoff(tx, signoff, { escalatedAt: at })
  notify(
    tx,
    actor.orgId,
    receivers,
    {
      kind: 'signoff_escalated',
      key: `signoff:${signoff.id}:escalated:${at.toISOString()}`,
      subjectId: signoff.id,
      documentId: state.document.id,
      facts: { signer: signoff.signerName, dueAt: signoff.dueAt?.toISOString() ?? null },
    },
    at,
  )
  appendAudit(tx, actor, {
    at,
    action: 'signoff.escalated',
    subjectId: signoff.id,
    documentId: state.document.id,
    after: { signer: signoff.signerName, to: receivers },
  })
}
