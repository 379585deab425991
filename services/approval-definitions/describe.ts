import type { Transaction } from '#db/client.ts'
import { type DefinitionRow, type DefinitionWithDefaults, withDefaults } from '#db/queries/approval-definitions.ts'
import { groupNames } from '#db/queries/groups.ts'
import { memberNames } from '#db/queries/memberships.ts'
import type { Approver, StepDefinition } from '#domain/approvals/definition.ts'
import { changesBetween } from '#domain/approvals/definition-changes.ts'
import { type NameOf, type SentencePart, sentenceOf } from '#domain/approvals/sentence.ts'

/** A definition with what it is the default of, and as a sentence. */
export type Described = DefinitionWithDefaults & { sentence: SentencePart[] }

const approversIn = (steps: readonly StepDefinition[]): Approver[] =>
  steps.flatMap(({ approvers, escalation }) => [...approvers, ...(escalation?.to ?? [])])

/** The people whom steps name. */
export const peopleNamed = (steps: readonly StepDefinition[]): string[] =>
  approversIn(steps).flatMap((approver) => (approver.kind === 'people' ? approver.membershipIds : []))

/** The groups that steps name. */
export const groupsNamed = (steps: readonly StepDefinition[]): string[] =>
  approversIn(steps).flatMap((approver) => (approver.kind === 'group' ? [approver.groupId] : []))

/** What the people and groups are called that steps name. */
async function namesIn(tx: Transaction, orgId: string, steps: readonly StepDefinition[]): Promise<NameOf> {
  const people = await memberNames(tx, orgId, peopleNamed(steps))
  const groups = await groupNames(tx, orgId, groupsNamed(steps))
  return (id) => people.get(id) ?? groups.get(id)
}

/** Definitions as they are shown. */
export async function describeAll(
  tx: Transaction,
  orgId: string,
  definitions: readonly DefinitionRow[],
): Promise<Described[]> {
  const nameOf = await namesIn(
    tx,
    orgId,
    definitions.flatMap(({ steps }) => steps),
  )
  const all = await withDefaults(tx, orgId, definitions)
  return all.map((definition) => ({
    ...definition,
    sentence: sentenceOf(definition.steps, nameOf),
  }))
}

/** One definition as it is shown. */
export async function described(tx: Transaction, definition: DefinitionRow): Promise<Described> {
  const [only] = await describeAll(tx, definition.orgId, [definition])
  if (!only) throw new Error('the definition was not described')
  return only
}

interface Version {
  definition: DefinitionRow
  running: number
  /** The steps of the version before; null for the first. */
  stepsBefore: StepDefinition[] | null
}

/** Versions with what changed in each. */
export async function compared(tx: Transaction, orgId: string, versions: readonly Version[]) {
  const all = versions.flatMap(({ definition, stepsBefore }) => [...definition.steps, ...(stepsBefore ?? [])])
  const nameOf = await namesIn(tx, orgId, all)
  return versions.map(({ stepsBefore, ...version }) => ({
    ...version,
    changes: stepsBefore ? changesBetween(stepsBefore, version.definition.steps, nameOf) : null,
  }))
}
