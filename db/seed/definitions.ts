import { DEFAULT_REMINDERS, type StepDefinition } from '#domain/approvals/definition.ts'
import { fixedId } from './ids.ts'
import type { Rows } from './rows.ts'
import type { SeedPeople } from './seed-people.ts'

const namedPeople = (people: SeedPeople, keys: string[]): StepDefinition['approvers'] => [
  { kind: 'people', membershipIds: keys.map(people.memberId) },
]

const step = (name: string, days: number, given: Pick<StepDefinition, 'approvers' | 'rule'>): StepDefinition => ({
  name,
  quorum: null,
  daysToDecide: { count: days, kind: 'calendar' },
  reminders: { ...DEFAULT_REMINDERS },
  escalation: { afterDays: 1, to: [{ kind: 'owner_manager' }] },
  overdueAction: 'remind',
  conditions: {},
  ...given,
})

/** What each organization does when nobody names signers; agencies are small enough to name them each time. */
const DEFINITIONS: Record<string, { name: string; steps: (people: SeedPeople) => StepDefinition[] }> = {
  helix: {
    name: 'Standard, security documents',
    steps: (people) => [
      step('Technical review', 3, { rule: 'any', approvers: namedPeople(people, ['emil', 'omar']) }),
      step('Security and privacy', 7, { rule: 'all', approvers: namedPeople(people, ['dana', 'ben', 'chen']) }),
    ],
  },
  northwind: {
    name: 'Two lines',
    steps: (people) => [
      step('Risk and security', 10, { rule: 'all', approvers: namedPeople(people, ['mei', 'karin']) }),
      step('Executive approval', 5, { rule: 'all', approvers: namedPeople(people, ['liam']) }),
    ],
  },
}

/** The address of an organization's default definition, or null where it has none. */
export const definitionIdOf = (people: SeedPeople): string | null =>
  people.org.slug in DEFINITIONS ? fixedId(people.org.slug, 'definition') : null

/** Writes the default definition, made when the organization began to use the product. */
export function seedDefinition(rows: Rows, people: SeedPeople, createdAt: Date): void {
  const definition = DEFINITIONS[people.org.slug]
  const id = definitionIdOf(people)
  if (!definition || id === null) return
  const facts = {
    familyId: fixedId(id, 'family'),
    version: 1,
    type: 'approval',
    name: definition.name,
    isDefault: true,
  } as const
  rows.definitions.push({
    ...facts,
    orgId: people.orgId,
    id,
    steps: definition.steps(people),
    createdBy: people.memberId(people.manager),
    createdAt,
  })
  rows.audit.push({
    actor: people.actor(people.manager),
    fact: {
      at: createdAt,
      action: 'approval_definition.created',
      subjectId: id,
      after: facts,
    },
  })
}
