import type { Transaction } from '#db/client.ts'
import { type DocumentRow, updateDocument } from '#db/queries/documents.ts'
import { closeFailure } from '#db/queries/processes.ts'
import { endPublication, publicationInEffect } from '#db/queries/publications.ts'
import type { Actor } from '#domain/actor.ts'
import { transition } from '#domain/documents/lifecycle.ts'
import { appendAudit } from '../audit/append.ts'
import { nudgeCampaigns } from '../campaigns/nudge.ts'
import { unindexEffective } from '../documents/search-index.ts'
import { notify } from '../notifications/notify.ts'
import { armReview } from '../reviews/process.ts'
import { type Deps, memberOf, transact } from '../transaction.ts'
import { about, currentRound, lockForCommand, reasonIn, requireNoRound } from './command.ts'
import { owners, voidSignatures } from './end.ts'
import type { ReasonGiven } from './input.ts'
import { definitionFor, openRound } from './open.ts'
import { signalApproval } from './signal-approval.ts'
import { processOfRound, UNPLANNED } from './state.ts'

/**
 * Takes a document out of use; nothing of it is in effect any more. Where a definition has others decide on it, they are asked
 * first, as far as there is something in effect to lose.
 * @throws not_found, forbidden, invalid_transition, reason_required, round_open, no_signers, quorum_unreachable
 */
export async function archive(deps: Deps, actor: Actor, reference: string, given: ReasonGiven): Promise<void> {
  const reason = reasonIn(given)
  const at = deps.clock.now()
  return transact(deps, actor, async (tx) => {
    const { document } = await lockForCommand(tx, actor, reference, {
      command: 'archive',
      capability: 'documents.archive',
      facts: { reason },
    })
    await requireNoRound(tx, document)
    const inEffect = await publicationInEffect(tx, actor.orgId, document.id)
    const decided = inEffect && (await definitionFor(tx, document, 'retirement'))
    if (inEffect && decided) {
      const { versionId } = inEffect
      const question = { purpose: 'retirement', versionId, askedBy: memberOf(actor), message: reason } as const
      await openRound(tx, actor, document, decided.definition, question, at)
      return
    }
    await retire(tx, actor, document, { reason, by: { id: actor.membershipId, name: actor.name } }, at)
  })
}

interface Retirement {
  reason: string
  /** Who wants it. */
  by: { id: string | null; name: string }
}

/** Archives a document: what is in effect ends, and so do its reviews and what was still to be published. */
export async function retire(
  tx: Transaction,
  actor: Actor,
  document: DocumentRow,
  { reason, by }: Retirement,
  at: Date,
): Promise<void> {
  const status = transition(document.status, 'archive')
  if (document.status === 'approved') await cancelPublication(tx, document, { because: 'archived', by: by.name, at })
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
      facts: { by: by.name },
    },
    at,
  )
  appendAudit(tx, actor, { at, action: 'document.archived', ...about(document), after: { status, reason } })
}

/** What was approved does not go into effect: its process ends, and its signatures count no more. */
export async function cancelPublication(
  tx: Transaction,
  document: DocumentRow,
  { because, by, at }: { because: 'sent_back' | 'archived'; by: string; at: Date },
): Promise<void> {
  const state = await currentRound(tx, document, { purpose: 'approval', status: 'approved' })
  await closeFailure(tx, processOfRound(state.round), at)
  signalApproval.canceled(tx, state.round)
  voidSignatures(tx, state, { because, by, at })
}
