import type { Transaction } from '#db/client.ts'
import { groupNames } from '#db/queries/groups.ts'
import { rulesOf } from '#db/queries/rules.ts'
import type { Actor } from '#domain/actor.ts'
import type { AppliesTo } from '#domain/approvals/defaults.ts'
import type { StepDefinition } from '#domain/approvals/definition.ts'
import { type Fault, faultsOf, placeOf } from '#domain/approvals/faults.ts'
import { DomainError } from '#domain/errors.ts'
import { authorize } from '#domain/roles.ts'
import { candidatesFor } from '../rounds/organization.ts'
import { type Deps, transact } from '../transaction.ts'
import { groupsNamed } from './describe.ts'

interface Examined {
  steps: readonly StepDefinition[]
  appliesTo?: AppliesTo
}

/** What is wrong with a definition, and what is worth a look, as the organization is now. */
async function faultsNow(tx: Transaction, orgId: string, definition: Examined) {
  const approvers = definition.steps.flatMap((step) => [...step.approvers, ...(step.escalation?.to ?? [])])
  const members = await candidatesFor(tx, { orgId }, approvers)
  const groups = await groupNames(tx, orgId, groupsNamed(definition.steps), 'share')
  const { settings } = await rulesOf(tx, orgId)
  return faultsOf(definition, { members, groups, authorsMayApprove: settings.authorsMayApprove === true })
}

/** What saving a definition would refuse, and what is worth a look. Nothing is saved. @throws forbidden */
export async function examine(
  deps: Deps,
  actor: Actor,
  definition: Examined,
): Promise<{ errors: Fault[]; warnings: Fault[] }> {
  authorize(actor, 'approval_definitions.manage')
  return transact(deps, actor, (tx) => faultsNow(tx, actor.orgId, definition))
}

/** Refuses a definition that could not be carried out. @throws invalid_input, with a sentence for each place */
export async function requireSound(tx: Transaction, orgId: string, definition: Examined): Promise<void> {
  const { errors } = await faultsNow(tx, orgId, definition)
  if (errors.length === 0) return
  throw new DomainError('invalid_input', {
    errors: Object.fromEntries(errors.toReversed().map((fault) => [placeOf(fault), fault.message])),
  })
}
