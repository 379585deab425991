import { DEFAULT_REMINDERS, type StepDefinition } from '#domain/approvals/definition.ts'
import type { Cast } from './cast.ts'
import { fixedId } from './ids.ts'
import type { Rows } from './rows.ts'

const people = (cast: Cast, keys: string[]): StepDefinition['approvers'] => [
  { kind: 'people', membershipIds: keys.map(cast.memberId) },
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
const DEFINITIONS: Record<string, { name: string; steps: (cast: Cast) => StepDefinition[] }> = {
  helix: {
    name: 'Standard, security documents',
    steps: (cast) => [
      step('Technical review', 3, { rule: 'any', approvers: people(cast, ['emil', 'omar']) }),
      step('Security and privacy', 7, { rule: 'all', approvers: people(cast, ['dana', 'ben', 'chen']) }),
    ],
  },
  northwind: {
    name: 'Two lines',
    steps: (cast) => [
      step('Risk and security', 10, { rule: 'all', approvers: people(cast, ['mei', 'karin']) }),
      step('Executive approval', 5, { rule: 'all', approvers: people(cast, ['liam']) }),
    ],
  },
}

/** The address of an organization's default definition, or null where it has none. */
export const definitionIdOf = (cast: Cast): string | null =>
  cast.org.slug in DEFINITIONS ? fixedId(cast.org.slug, 'definition') : null

/** Writes the default definition, made when the organization began to use the product. */
export function tellDefinition(rows: Rows, cast: Cast, createdAt: Date): void {
  const definition = DEFINITIONS[cast.org.slug]
  const id = definitionIdOf(cast)
  if (!definition || id === null) return
  rows.definitions.push({
    orgId: cast.orgId,
    id,
    familyId: fixedId(id, 'family'),
    version: 1,
    type: 'approval',
    name: definition.name,
    steps: definition.steps(cast),
    isDefault: true,
    createdBy: cast.memberId(cast.manager),
    createdAt,
  })
  rows.audit.push({
    actor: cast.actor(cast.manager),
    fact: {
      at: createdAt,
      action: 'approval_definition.created',
      subject: { type: 'approval_definition', id },
      after: { name: definition.name, version: 1 },
    },
  })
}
