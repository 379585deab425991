import type { AppliesTo } from '#domain/approvals/defaults.ts'
import { DEFAULT_REMINDERS, type StepDefinition } from '#domain/approvals/definition.ts'

/** Names people by their memberships. */
type Named = (keys: string[]) => string[]

interface SeedDefinition {
  name: string
  /** What is used when nobody says otherwise; agencies are small enough to name signers each time. */
  isDefault: boolean
  /** What it is the default of; absent: of all documents. */
  appliesTo?: AppliesTo
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

/** A step that is counted in working days, of which more is said than of others. */
const workingStep = (
  name: string,
  days: number,
  membershipIds: string[],
  more: Partial<StepDefinition> = {},
): StepDefinition => ({
  ...step(name, days, 'all', membershipIds),
  daysToDecide: { count: days, kind: 'business' },
  ...more,
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
    {
      name: 'Strict, keys and personal data',
      isDefault: true,
      appliesTo: { categories: ['encryption', 'data_privacy'] },
      steps: (named) => [
        workingStep('Line manager', 2, [], {
          approvers: [{ kind: 'owner_manager' }],
          escalation: { afterDays: 2, to: [{ kind: 'role', role: 'compliance_manager' }] },
        }),
        workingStep('Technical review', 3, [], {
          approvers: [
            { kind: 'role', role: 'it_manager' },
            { kind: 'people', membershipIds: named(['omar']) },
          ],
          rule: 'any',
        }),
        workingStep('Security and privacy', 5, named(['dana', 'ben', 'chen']), {
          rule: 'quorum',
          quorum: 2,
          overdueAction: 'escalate',
        }),
        workingStep('Finance', 3, named(['lena']), { conditions: { changeTypes: ['major'] } }),
        workingStep('Quality', 4, named(['grace']), {
          conditions: { frameworks: ['HIPAA'] },
          notification: 'Please look at validated systems in particular.',
        }),
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
