import type { Transaction } from '#db/client.ts'
import type { DocumentRow } from '#db/queries/documents.ts'
import { publicationInEffect } from '#db/queries/publications.ts'
import { approvalOfVersion, newestRound } from '#db/queries/rounds.ts'
import { rulesOf } from '#db/queries/rules.ts'
import type { Actor } from '#domain/actor.ts'
import { stepApplies } from '#domain/approvals/plan.ts'
import type { LaterPurpose } from '#domain/approvals/purposes.ts'
import { authorize } from '#domain/roles.ts'
import { isOwn, requireDocument } from '../documents/require.ts'
import { type Deps, memberOf, transact } from '../transaction.ts'
import { definitionFor, factsOfQuestion } from './open.ts'
import { type Outlook, signersOf, whoIsThere } from './outlook.ts'

/**
 * Who is asked when the actor publishes, archives or attests a document, step by step; null where nobody is and it happens
 * at once.
 * @throws not_found, forbidden
 */
export function whoDecides(
  deps: Deps,
  actor: Actor,
  reference: string,
  purpose: LaterPurpose,
): Promise<Outlook | null> {
  return transact(deps, actor, async (tx) => {
    const document = await requireDocument(tx, actor, reference)
    if (!isOwn(actor, document)) authorize(actor, 'documents.read_drafts')
    const decided = await definitionFor(tx, document, purpose)
    const versionId = decided && (await versionInQuestion(tx, document, purpose))
    if (!decided || !versionId) return null
    const { definition, why } = decided
    const askedBy = memberOf(actor)
    const { version } = await approvalOfVersion(tx, actor.orgId, versionId)
    const facts = await factsOfQuestion(tx, document, definition, { purpose, askedBy, version })
    const rules = await rulesOf(tx, actor.orgId)
    const who = { members: facts.members, rules, barred: facts.authorIds, purpose }
    const signers = await whoIsThere(tx, actor.orgId, who, deps.clock.now())
    const steps = definition.steps.filter((step) => stepApplies(step, facts))
    return {
      name: definition.name,
      why,
      steps: steps.map((step) => {
        const { name, rule, quorum, daysToDecide } = step
        return { name, rule, quorum, daysToDecide, changeTypes: null, people: signers(signersOf(step, facts)) }
      }),
    }
  })
}

/** What is published is what was approved last; all else is about what is in effect. */
async function versionInQuestion(tx: Transaction, { orgId, id, status }: DocumentRow, purpose: LaterPurpose) {
  if (purpose !== 'publication') return (await publicationInEffect(tx, orgId, id))?.versionId
  if (status !== 'approved') return undefined
  return (await newestRound(tx, orgId, id, { purpose: 'approval', status: 'approved' }))?.versionId
}
