import type { Transaction } from '#db/client.ts'
import type { DocumentRow } from '#db/queries/documents.ts'
import { awaitsDelivery, closeFailure, hasOpenFailure, insertFailure } from '#db/queries/processes.ts'
import { newestRound, type RoundRow, type RoundState } from '#db/queries/rounds.ts'
import type { Actor } from '#domain/actor.ts'
import { roundWorkflowId } from '#domain/approvals/process.ts'
import { DomainError } from '#domain/errors.ts'
import { authorize, rolesThatCan } from '#domain/roles.ts'
import { appendAudit } from '../audit/append.ts'
import { requireLocked } from '../documents/require.ts'
import { newId } from '../ids.ts'
import { notify, notifyAudience } from '../notifications/notify.ts'
import { enqueue } from '../outbox.ts'
import { type Deps, transact } from '../transaction.ts'
import { concerned } from './end.ts'
import { startOfProcess } from './signal-approval.ts'
import { awaitsPublication, processOfRound, requireRound } from './state.ts'

/** Whether a process has something left to do for this round. */
const isUnderWay = (state: RoundState): boolean => state.round.status === 'running' || awaitsPublication(state)

/**
 * Records that the process of a round has failed, and notifies whom the round concerns and those who may retry it. A
 * round that is over needs no process, so its failure is not recorded. Safe to repeat.
 * @param code an error code, or `unknown`
 */
export function failRound(deps: Deps, actor: Actor, roundId: string, code: string, at: Date): Promise<void> {
  return transact(deps, actor, async (tx) => {
    const state = await requireRound(tx, actor.orgId, { roundId })
    const { document, round } = state
    if (!isUnderWay(state)) return
    const failure = await insertFailure(tx, {
      ...processOfRound(round),
      id: newId(tx),
      documentId: document.id,
      code,
      failedAt: at,
    })
    if (!failure) return
    const notice = {
      kind: 'round_failed' as const,
      key: `failure:${failure.id}`,
      subjectId: roundId,
      documentId: document.id,
      facts: {},
    }
    notify(tx, actor.orgId, concerned(state), notice, at)
    notifyAudience(tx, actor.orgId, { roles: rolesThatCan('rounds.retry') }, notice, at)
    appendAudit(tx, actor, {
      at,
      action: 'round.failed',
      subjectId: roundId,
      documentId: document.id,
      after: { code },
    })
  })
}

/**
 * Starts the process of a document's round again after a failure: the newest round's, or that of its approval. It reads the rows and goes on from there.
 * @throws not_found, forbidden, process_not_failed
 */
export function retryRound(deps: Deps, actor: Actor, reference: string): Promise<void> {
  const at = deps.clock.now()
  return transact(deps, actor, async (tx) => {
    const document = await requireLocked(tx, actor, reference)
    authorize(actor, 'rounds.retry')
    const round = await stoppedRound(tx, document, at)
    if (!round) throw new DomainError('process_not_failed')
    restart(tx, { ...round, identifier: document.identifier })
    appendAudit(tx, actor, {
      at,
      action: 'round.retried',
      subjectId: round.id,
      documentId: document.id,
      after: { status: document.status },
    })
  })
}

/** The round whose failure is open, which it closes. While something else is decided, the approval may have stopped. */
async function stoppedRound(tx: Transaction, { orgId, id }: DocumentRow, at: Date): Promise<RoundRow | null> {
  for (const filter of [{}, { purpose: 'approval' }] as const) {
    const round = await newestRound(tx, orgId, id, filter)
    if (round && (await closeFailure(tx, processOfRound(round), at))) return round
  }
  return null
}

/**
 * Starts the process of a round again when it should be running and Temporal has no run of it. Rows decide once more, under
 * lock: the round may be over by now, its process may have failed, or a start may be on its way.
 * @returns whether it was started
 */
export function restartRound(deps: Deps, actor: Actor, roundId: string, at: Date): Promise<boolean> {
  return transact(deps, actor, async (tx) => {
    const state = await requireRound(tx, actor.orgId, { roundId })
    const { document, round } = state
    if (!isUnderWay(state)) return false
    if (await hasOpenFailure(tx, processOfRound(round))) return false
    if (await awaitsDelivery(tx, actor.orgId, roundWorkflowId(round))) return false
    restart(tx, { ...round, identifier: document.identifier })
    appendAudit(tx, actor, {
      at,
      action: 'round.restarted',
      subjectId: roundId,
      documentId: document.id,
      after: { status: document.status },
    })
    return true
  })
}

function restart(tx: Transaction, round: RoundRow & { identifier: string }): void {
  enqueue(tx, round.orgId, startOfProcess(round, { isRestart: true }))
}
