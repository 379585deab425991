import type { z } from 'zod'
import type { Transaction } from '#db/client.ts'
import { findDefinition } from '#db/queries/approval-definitions.ts'
import { draftToSubmit } from '#db/queries/drafts.ts'
import { membersByIds } from '#db/queries/memberships.ts'
import { type Rules, rulesOf } from '#db/queries/rules.ts'
import type { Actor } from '#domain/actor.ts'
import type { StepDefinition } from '#domain/approvals/definition.ts'
import { type DryRun, dryRun } from '#domain/approvals/dry-run.ts'
import { resolveApprovers } from '#domain/approvals/plan.ts'
import type { Classification } from '#domain/documents/classification.ts'
import type { DocumentKind } from '#domain/documents/kinds.ts'
import type { ChangeType } from '#domain/documents/status.ts'
import { DomainError } from '#domain/errors.ts'
import { authorize } from '#domain/roles.ts'
import { requireDocument } from '../documents/require.ts'
import { calendarOf, candidatesFor } from '../rounds/organization.ts'
import { latestLabel } from '../rounds/state.ts'
import { type Deps, memberOf, transact } from '../transaction.ts'
import { checked } from '../writing.ts'
import { DryRunInput } from './input.ts'

/** What is submitted in a dry run: a document as it is now, or what somebody could write. */
interface Tried {
  /** Null for what nobody has written yet. */
  document: { identifier: string; title: string } | null
  kind: DocumentKind
  category: string
  classification: Classification
  frameworks: readonly string[]
  changeType: ChangeType
  ownerId: string
  authorIds: readonly string[]
}

export type TriedRun = DryRun & { tried: Tried; timeZone: string }

/** What a stored definition would do with a document. @throws forbidden, not_found, invalid_input */
export async function dryRunOfStored(deps: Deps, actor: Actor, id: string, given: DryRunInput = {}): Promise<TriedRun> {
  authorize(actor, 'approval_definitions.manage')
  const input = checked(DryRunInput, given)
  return transact(deps, actor, async (tx) => {
    const definition = await findDefinition(tx, actor.orgId, id)
    if (!definition) throw new DomainError('not_found')
    return run(tx, actor, definition.steps, input, deps.clock.now())
  })
}

/** What steps would do that nobody has saved yet. @throws forbidden, not_found for the document, invalid_input */
export async function dryRunOf(
  deps: Deps,
  actor: Actor,
  steps: readonly StepDefinition[],
  given: DryRunInput = {},
): Promise<TriedRun> {
  authorize(actor, 'approval_definitions.manage')
  const input = checked(DryRunInput, given)
  return transact(deps, actor, (tx) => run(tx, actor, steps, input, deps.clock.now()))
}

async function run(
  tx: Transaction,
  actor: Actor,
  steps: readonly StepDefinition[],
  input: z.output<typeof DryRunInput>,
  now: Date,
): Promise<TriedRun> {
  const rules = await rulesOf(tx, actor.orgId)
  const tried = await triedIn(tx, actor, input)
  const approvers = steps.flatMap((step) => step.approvers)
  const members = await candidatesFor(tx, { orgId: actor.orgId, ownerId: tried.ownerId }, approvers)
  const asked = resolveApprovers(approvers, { members, ownerId: tried.ownerId })
  const calendars = await calendarsOf(tx, actor.orgId, asked, rules)
  const facts = { ...tried, members, authorsMayApprove: rules.settings.authorsMayApprove === true }
  const done = dryRun(steps, { ...facts, now, calendar: rules, calendarOf: calendars })
  return { ...done, tried, timeZone: rules.timeZone }
}

async function calendarsOf(tx: Transaction, orgId: string, ids: string[], rules: Rules) {
  const members = new Map((await membersByIds(tx, orgId, ids)).map((member) => [member.id, member]))
  return (id: string) => calendarOf(members.get(id), rules)
}

/** A document that was never approved is submitted as its first version, whatever is asked. */
async function triedIn(tx: Transaction, actor: Actor, input: z.output<typeof DryRunInput>): Promise<Tried> {
  const { document: reference, ...likeness } = input
  if (reference === undefined) {
    const self = memberOf(actor)
    return { document: null, ...likeness, ownerId: self, authorIds: [self] }
  }
  const document = await requireDocument(tx, actor, reference)
  const draft = await draftToSubmit(tx, actor.orgId, document.id)
  const { identifier, title, kind, category, classification, frameworks, ownerId } = document
  return {
    document: { identifier, title },
    kind,
    category,
    classification,
    frameworks,
    ownerId,
    changeType: draft && latestLabel(draft) === null ? 'initial' : likeness.changeType,
    authorIds: draft?.draft.authorIds ?? [],
  }
}
