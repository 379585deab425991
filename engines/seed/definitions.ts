import { DEFAULT_REMINDERS, type StepDefinition } from '#domain/approvals/definition.ts'

/** Names people by their memberships. */
type Named = (keys: string[]) => string[]

interface SeedDefinition {
  name: string
  /** What is used when nobody says otherwise; agencies are small enough to name signers each time. */
  isDefault: boolean
  steps: (named: Named) => StepDefinition[]
}

const step = (name: string, days: number, rule: StepDefinition['rule'], membershipIds: string[]): StepDefinition => ({
  name,
  mode: 'decides',
  approvers: [{ kind: 'people', membershipIds }],
  rule,
  quorum: null,
  daysToDecide: { count: days, kind: 'calendar' },
  reminders: { ...DEFAULT_REMINDERS },
  escalation: { afterDays: 1, to: [{ kind: 'owner_manager' }] },
  overdueAction: 'remind',
  freshSignIn: false,
  notification: null,
  conditions: {},
})

const DEFINITIONS: Record<string, SeedDefinition[]> = {
  helix: [
    {
      name: 'Standard, security documents',
      isDefault: true,
      steps: (named) => [
        step('Technical review', 3, 'any', named(['emil', 'omar'])),
        step('Security and privacy', 7, 'all', named(['dana', 'ben', 'chen'])),
      ],
    },
  ],
  northwind: [
    {
      name: 'Two lines',
      isDefault: true,
      steps: (named) => [
        step('Risk and security', 10, 'all', named(['mei', 'karin'])),
        step('Executive approval', 5, 'all', named(['liam'])),
      ],
    },
  ],
  meridian: [
    {
      name: 'Operations, then management',
      isDefault: false,
      steps: (named) => [
        step('Operations', 3, 'any', named(['uma'])),
        step('Management', 5, 'all', named(['wanda', 'viktor'])),
      ],
    },
  ],
}

/** How documents of an organization may be approved, besides by signers who are named one by one. */
export const definitionsOf = (slug: string): SeedDefinition[] => DEFINITIONS[slug] ?? []
