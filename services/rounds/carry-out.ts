import type { Transaction } from '#db/client.ts'
import { membersByIds } from '#db/queries/memberships.ts'
import { newestRound, type RoundState, updateRound } from '#db/queries/rounds.ts'
import type { Actor } from '#domain/actor.ts'
import type { RoundOver } from '#domain/approvals/process.ts'
import type { LaterPurpose } from '#domain/approvals/purposes.ts'
import { evaluateRound } from '#domain/approvals/round.ts'
import { appendAudit } from '../audit/append.ts'
import { notify } from '../notifications/notify.ts'
import { recordStillRight } from '../reviews/record.ts'
import { concerned } from './end.ts'
import { planPublication } from './publish.ts'
import { retire } from './retire.ts'

/** Who asked for it, by the name that they have now. */
interface Asker {
  id: string
  name: string
  position: string | null
}
type Effect = (tx: Transaction, actor: Actor, state: RoundState, by: Asker, at: Date) => Promise<void>

/** What the approval of a round brings about, for each purpose but the approval of a text. */
const EFFECTS: Record<LaterPurpose, Effect> = {
  publication: async (tx, actor, { document, round, rules }, by, at) => {
    const approval = await newestRound(tx, actor.orgId, document.id, { purpose: 'approval', status: 'approved' })
    if (document.status !== 'approved' || approval?.versionId !== round.versionId) return
    await planPublication(tx, actor, document, { round: approval, effectiveDate: round.effectiveDate, by, rules }, at)
  },
  retirement: (tx, actor, { document, round }, by, at) =>
    retire(tx, actor, document, { reason: round.message, by }, at),
  review: (tx, actor, { document, round, rules }, by, at) =>
    recordStillRight(tx, actor, document, { by, rules, note: round.message, evidence: round.evidence }, at),
}

/** All steps of a round are approved: it ends, and what was asked for happens in the same transaction. */
export async function carryOut(
  tx: Transaction,
  actor: Actor,
  state: RoundState,
  purpose: LaterPurpose,
  at: Date,
): Promise<RoundOver> {
  const { document, round } = state
  if (evaluateRound(state.steps) !== 'approved') throw new Error('the round is not approved by its steps')
  await updateRound(tx, round, { status: 'approved', endedAt: at })
  const [member] = await membersByIds(tx, actor.orgId, [round.submittedBy])
  const by = { id: round.submittedBy, name: member?.name ?? '', position: member?.positionTitle ?? null }
  notify(
    tx,
    actor.orgId,
    concerned(state),
    {
      kind: 'question_approved',
      key: `round:${round.id}:approved`,
      subjectId: round.id,
      documentId: document.id,
      facts: { purpose },
    },
    at,
  )
  appendAudit(tx, actor, {
    at,
    action: 'round.approved',
    subjectId: round.id,
    documentId: document.id,
    after: { purpose, label: round.label },
  })
  await EFFECTS[purpose](tx, actor, state, by, at)
  return { outcome: 'round_over', ending: 'approved' }
}
