import { defaultsFor } from '#db/queries/approval-definitions.ts'
import { draftToSubmit } from '#db/queries/drafts.ts'
import type { Actor } from '#domain/actor.ts'
import { type DefaultReason, defaultFor } from '#domain/approvals/defaults.ts'
import type { StepDefinition } from '#domain/approvals/definition.ts'
import { type PlanFacts, planRound, stepApplies } from '#domain/approvals/plan.ts'
import type { ChangeType } from '#domain/documents/status.ts'
import { DomainError } from '#domain/errors.ts'
import { authorize } from '#domain/roles.ts'
import { isOwn, requireDocument } from '../documents/require.ts'
import { type Deps, transact } from '../transaction.ts'
import { candidatesFor } from './organization.ts'
import { latestLabel } from './state.ts'

/** A step that a submission would begin, in the order of the definition. */
export interface ExpectedStep extends Pick<StepDefinition, 'name' | 'rule' | 'quorum' | 'daysToDecide'> {
  /** It takes place only for these changes; null: for every one. */
  changeTypes: ChangeType[] | null
  /** Who would be asked. Nobody: it cannot be submitted so. */
  people: { id: string; name: string }[]
}

/** Whom a submission asks that names nobody, and why it is they. */
export interface Outlook {
  /** Of the definition. */
  name: string
  why: DefaultReason
  steps: ExpectedStep[]
}

/**
 * Whom a submission asks that names no signers, step by step; null where the organization has no default definition for
 * the document, so that somebody has to be named.
 * @throws not_found, forbidden
 */
export function expectedSteps(deps: Deps, actor: Actor, reference: string): Promise<Outlook | null> {
  return transact(deps, actor, async (tx) => {
    const document = await requireDocument(tx, actor, reference)
    authorize(actor, 'documents.submit', { own: isOwn(actor, document) })
    const byDefault = defaultFor(await defaultsFor(tx, actor.orgId, 'approval', document), document)
    const found = await draftToSubmit(tx, actor.orgId, document.id)
    if (!byDefault || !found) return null
    const { definition } = byDefault.chosen
    const members = await candidatesFor(
      tx,
      document,
      definition.steps.flatMap((step) => step.approvers),
    )
    const isFirst = latestLabel(found) === null
    const facts: Omit<PlanFacts, 'changeType'> = {
      kind: document.kind,
      category: document.category,
      classification: document.classification,
      frameworks: document.frameworks,
      ownerId: document.ownerId,
      members,
      authorIds: found.draft.authorIds,
      authorsMayApprove: found.rules.settings.authorsMayApprove === true,
    }
    const nameOf = new Map(members.map(({ membershipId, name }) => [membershipId, name]))
    // What kind of change it is, is chosen in the form; only of a first version it is known before.
    const changes: ChangeType[] = isFirst ? ['initial'] : ['major', 'minor', 'patch']
    const steps = definition.steps.flatMap((step): ExpectedStep[] => {
      const applies = changes.filter((changeType) => stepApplies(step, { ...facts, changeType }))
      const [changeType] = applies
      if (changeType === undefined) return []
      const { name, rule, quorum, daysToDecide } = step
      const people = signersOf(step, { ...facts, changeType }).map((id) => ({ id, name: nameOf.get(id) ?? '' }))
      return [
        { name, rule, quorum, daysToDecide, people, changeTypes: applies.length < changes.length ? applies : null },
      ]
    })
    return { name: definition.name, why: byDefault.why, steps }
  })
}

/** Who a step would ask; nobody where it could not be decided. */
function signersOf(step: StepDefinition, facts: PlanFacts): string[] {
  try {
    return planRound([step], facts).flatMap(({ signerIds }) => signerIds)
  } catch (error) {
    if (error instanceof DomainError) return []
    throw error
  }
}
