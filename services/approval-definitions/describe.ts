import type { Transaction } from '#db/client.ts'
import { type DefinitionRow, type DefinitionWithDefaults, withDefaults } from '#db/queries/approval-definitions.ts'
import { memberNames } from '#db/queries/memberships.ts'
import type { Approver, StepDefinition } from '#domain/approvals/definition.ts'
import { type SentencePart, sentenceOf } from '#domain/approvals/sentence.ts'

/** A definition with what it is the default of, and as a sentence. */
export type Described = DefinitionWithDefaults & { sentence: SentencePart[] }

/** The people whom steps name. */
export const peopleNamed = (steps: readonly StepDefinition[]): string[] =>
  steps.flatMap(({ approvers, escalation }) => [...approvers, ...(escalation?.to ?? [])].flatMap(peopleIn))

const peopleIn = (approver: Approver): string[] => (approver.kind === 'people' ? approver.membershipIds : [])

/** Definitions as they are shown. */
export async function describeAll(
  tx: Transaction,
  orgId: string,
  definitions: readonly DefinitionRow[],
): Promise<Described[]> {
  const names = await memberNames(
    tx,
    orgId,
    definitions.flatMap(({ steps }) => peopleNamed(steps)),
  )
  const all = await withDefaults(tx, orgId, definitions)
  return all.map((definition) => ({
    ...definition,
    sentence: sentenceOf(definition.steps, (id) => names.get(id)),
  }))
}

/** One definition as it is shown. */
export async function described(tx: Transaction, definition: DefinitionRow): Promise<Described> {
  const [only] = await describeAll(tx, definition.orgId, [definition])
  if (!only) throw new Error('the definition was not described')
  return only
}
