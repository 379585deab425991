import type { z } from 'zod'
import { EXAMPLE_IDENTIFIER, EXAMPLE_IDS, EXAMPLE_TIME } from '../common/examples.ts'
import type { DefinitionView, DryRunView } from './views.ts'

export const DEFINITION_INPUT_EXAMPLE = {
  name: 'One approver',
  type: 'approval',
  steps: [
    {
      name: 'Approval',
      approvers: [{ kind: 'role', role: 'approver' }],
      rule: 'any',
      daysToDecide: { count: 5, kind: 'business' },
    },
  ],
  appliesTo: { categories: ['access_control'] },
}

export const DEFINITION_EXAMPLE: z.input<typeof DefinitionView> = {
  id: EXAMPLE_IDS.definition,
  familyId: '0198c0de-0000-7000-8000-00000000000d',
  version: 1,
  type: 'approval',
  name: 'One approver',
  steps: [
    {
      name: 'Approval',
      mode: 'decides',
      approvers: [{ kind: 'role', role: 'approver' }],
      rule: 'any',
      quorum: null,
      daysToDecide: { count: 5, kind: 'business' },
      reminders: { everyDays: 7, lastDay: true },
      escalation: null,
      overdueAction: 'remind',
      freshSignIn: false,
      notification: null,
      conditions: {},
    },
  ],
  sentence: 'First any one of the approvers, within 5 working days. Who is late is reminded. Time never approves.',
  appliesTo: { categories: ['access_control'] },
  isDefault: false,
  defaultFor: [],
  createdAt: EXAMPLE_TIME,
  retiredAt: null,
}

export const DRY_RUN_EXAMPLE: z.input<typeof DryRunView> = {
  document: { identifier: EXAMPLE_IDENTIFIER, title: 'Access control policy' },
  kind: 'policy',
  category: 'access_control',
  classification: 'internal',
  changeType: 'initial',
  steps: [
    {
      name: 'Approval',
      takesPlace: true,
      skipped: null,
      startsAt: EXAMPLE_TIME,
      dueAt: EXAMPLE_TIME,
      people: [
        { id: EXAMPLE_IDS.signer, name: 'Miguel Santos', timeZone: 'Europe/Zurich', firstReminderAt: EXAMPLE_TIME },
      ],
    },
  ],
  endsAt: EXAMPLE_TIME,
  errors: [],
  warnings: [],
}
