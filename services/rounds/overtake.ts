import type { Transaction } from '#db/client.ts'
import type { DocumentRow } from '#db/queries/documents.ts'
import { newestRound } from '#db/queries/rounds.ts'
import type { Actor } from '#domain/actor.ts'
import { appendAudit } from '../audit/append.ts'
import { notify } from '../notifications/notify.ts'
import { concerned, endRound } from './end.ts'
import { signalApproval } from './signal-approval.ts'
import { requireRound } from './state.ts'

/**
 * Ends what is still being decided about a document when another version goes into effect: it was asked about what was so
 * before. An approval cannot run then.
 */
export async function overtakeRound(tx: Transaction, actor: Actor, document: DocumentRow, at: Date): Promise<void> {
  const running = await newestRound(tx, actor.orgId, document.id, { status: 'running' })
  if (!running || running.purpose === 'approval') return
  const state = await requireRound(tx, actor.orgId, { roundId: running.id })
  const { id: subjectId, documentId, purpose, label } = running
  const reason = 'Another version went into effect.'
  await endRound(tx, state, { as: 'canceled', reason, by: null, at })
  signalApproval.canceled(tx, running)
  const notice = { kind: 'round_withdrawn', key: `round:${subjectId}:overtaken`, subjectId, documentId } as const
  notify(tx, actor.orgId, concerned(state), { ...notice, facts: { purpose } }, at)
  appendAudit(tx, actor, { at, action: 'round.withdrawn', subjectId, documentId, after: { purpose, label, reason } })
}
