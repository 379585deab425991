import type { Transaction } from '#db/client.ts'
import type { RoundState } from '#db/queries/rounds.ts'
import {
  askedOf,
  countWaiting,
  decideSignoff,
  findSignoff,
  markSignoff,
  type SignoffRow,
  signoffInContext,
  waitingFor,
  wasAsked,
} from '#db/queries/signoffs.ts'
import type { Actor } from '#domain/actor.ts'
import { assertConfirmed, type Confirmation } from '#domain/approvals/confirmation.ts'
import { PURPOSES } from '#domain/approvals/purposes.ts'
import { evaluateStep } from '#domain/approvals/round.ts'
import { assertDecidable, type Decision } from '#domain/approvals/signoffs.ts'
import { DomainError } from '#domain/errors.ts'
import { can } from '#domain/roles.ts'
import { isInvisible } from '#domain/text.ts'
import { appendAudit } from '../audit/append.ts'
import { requireDocument } from '../documents/require.ts'
import { notify } from '../notifications/notify.ts'
import { type PageAsked, readPage } from '../paging.ts'
import { ApproveSignoff, type DelegateSignoff, RejectSignoff } from '../rounds/input.ts'
import { signalApproval } from '../rounds/signal-approval.ts'
import { barredIn, requireRound, signoffsOf, verdictOf } from '../rounds/state.ts'
import { type Deps, memberOf, transact } from '../transaction.ts'
import { checked } from '../writing.ts'
import { delegate } from './delegate.ts'
import { assertMayDecide, requireAsked } from './require.ts'

/** What signers do. Whoever was asked may decide, whatever their roles. */
export const signoffService = (deps: Deps) => ({
  /** A page of what waits for the actor's signature, most urgent first, and how much of all of it is late. */
  waiting: (actor: Actor, query: Omit<PageAsked, 'after'> = {}) =>
    transact(deps, actor, async (tx) => {
      const { total, late } = await countWaiting(tx, actor.orgId, memberOf(actor), deps.clock.now())
      const { rows, ...place } = await readPage(query, total, (page) =>
        waitingFor(tx, actor.orgId, memberOf(actor), page),
      )
      return { signoffs: rows, late, ...place }
    }),

  /** What the actor was ever asked to sign, newest first. `next` names the page after. */
  asked: (actor: Actor, page: { statuses?: SignoffRow['status'][]; before?: string; limit: number }) =>
    transact(deps, actor, async (tx) => {
      const rows = await askedOf(tx, actor.orgId, memberOf(actor), { ...page, limit: page.limit + 1 })
      const signoffs = rows.slice(0, page.limit)
      return { signoffs, next: rows.length > page.limit ? (signoffs.at(-1)?.signoff.id ?? null) : null }
    }),

  /** A sign-off with document, version and round, for its signer, for others who were asked, and for readers of rounds. @throws not_found */
  get: (actor: Actor, signoffId: string) =>
    transact(deps, actor, async (tx) => {
      const found = await signoffInContext(tx, actor.orgId, signoffId)
      if (!found) throw new DomainError('not_found')
      if (found.signoff.signerId !== actor.membershipId) {
        await requireDocument(tx, actor, found.document.id)
        const me = actor.membershipId
        const wasAskedToo = me !== null && (await wasAsked(tx, actor.orgId, found.document.id, me))
        if (!wasAskedToo && !can(actor, 'documents.read_drafts')) throw new DomainError('not_found')
      }
      return found
    }),

  /** Notes that the signer has opened what they are asked to sign; the first time counts. @throws not_found */
  open: (actor: Actor, signoffId: string) =>
    transact(deps, actor, async (tx) => {
      const signoff = await findSignoff(tx, actor.orgId, signoffId)
      if (!signoff || signoff.signerId !== actor.membershipId) throw new DomainError('not_found')
      if (signoff.status === 'pending' && signoff.openedAt === null) {
        await markSignoff(tx, signoff, { openedAt: deps.clock.now() })
      }
    }),

  /** Signs. @throws not_found and all that assertDecidable and assertConfirmed refuse */
  approve: async (
    actor: Actor,
    signoffId: string,
    input: ApproveSignoff = {},
    confirmed: Confirmation | null = null,
  ) => {
    const comment = checked(ApproveSignoff, input).comment || null
    return decide(deps, actor, signoffId, { decision: 'approved', comment, confirmed })
  },

  /** Refuses to sign, and says why. @throws not_found and all that assertDecidable and assertConfirmed refuse */
  reject: async (actor: Actor, signoffId: string, input: RejectSignoff, confirmed: Confirmation | null = null) => {
    const comment = isInvisible(input.comment) ? '' : checked(RejectSignoff, input).comment
    return decide(deps, actor, signoffId, { decision: 'rejected', comment, confirmed })
  },

  /** Asks somebody else to decide in the actor's place, and says why. @throws all that `delegate` does */
  delegate: (actor: Actor, signoffId: string, input: DelegateSignoff) => delegate(deps, actor, signoffId, input),
})

export type SignoffService = ReturnType<typeof signoffService>

interface Given {
  decision: Decision
  comment: string | null
  confirmed: Confirmation | null
}

/** One decision, under the locks of document and round: the row, its audit, and word to the process, or nothing. */
function decide(deps: Deps, actor: Actor, signoffId: string, { decision, comment, confirmed }: Given) {
  const at = deps.clock.now()
  assertMayDecide(actor)
  return transact(deps, actor, async (tx) => {
    const state = await requireRound(tx, actor.orgId, { signoffId })
    const { signoff, step } = await requireAsked(tx, actor, state, signoffId)
    assertDecidable(decision, {
      signoff,
      round: state.round,
      version: state.version,
      barred: barredIn(state),
      deciderId: actor.membershipId,
      authorsMayApprove: state.rules.settings.authorsMayApprove === true,
      comment,
    })
    assertConfirmed(step.plan, confirmed, actor.via)
    // Decided by others, while the process has not yet come round to taking this request back.
    const verdict = verdictOf(state, step)
    if (verdict !== 'pending') throw new DomainError('step_already_decided', { verdict: verdict })

    const decided = await decideSignoff(tx, signoff, {
      status: decision,
      decidedAt: at,
      comment,
      signerName: actor.name,
      signerPosition: actor.positionTitle,
      confirmedBy: confirmed?.by ?? null,
      confirmedAt: confirmed?.at ?? null,
    })
    const after = evaluateStep(
      step,
      signoffsOf(state, step).map((row) => (row.id === decided.id ? decided : row)),
    )
    // While the step needs more, the process has nothing to do and is not woken.
    if (after !== 'pending') signalApproval.decided(tx, state.round)
    // What decides the round is notified when the round ends: one message, and that says all.
    const isLast = !state.steps.some(({ status }) => status === 'waiting')
    if (after === 'pending' || (after === 'approved' && !isLast)) notifyOthers(tx, state, decided, decision, at)
    appendAudit(tx, actor, {
      at,
      action: decision === 'approved' ? 'signoff.approved' : 'signoff.rejected',
      subjectId: signoff.id,
      documentId: state.document.id,
      before: { status: signoff.status },
      after: {
        status: decision,
        purpose: state.round.purpose,
        label: state.round.label,
        submission: state.round.submission,
        number: state.version.number,
        meaning: PURPOSES[state.round.purpose].meanings[decision],
        contentHash: decided.contentHash,
        position: actor.positionTitle,
        comment,
        onBehalfOf: decided.onBehalfOf,
        ...(confirmed && { confirmed: { by: confirmed.by, at: confirmed.at.toISOString() } }),
      },
    })
    return decided
  })
}

function notifyOthers(tx: Transaction, state: RoundState, signoff: SignoffRow, decision: Decision, at: Date): void {
  const { document, round } = state
  notify(
    tx,
    document.orgId,
    [round.submittedBy, document.ownerId].filter((id) => id !== signoff.signerId),
    {
      kind: 'signoff_recorded',
      key: `signoff:${signoff.id}:decided`,
      subjectId: signoff.id,
      documentId: document.id,
      facts: { signer: signoff.signerName, decision, purpose: round.purpose },
    },
    at,
  )
}
