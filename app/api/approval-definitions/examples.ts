import type { z } from 'zod'
import { EXAMPLE_IDS, EXAMPLE_TIME } from '../common/examples.ts'
import type { DefinitionView } from './views.ts'

export const DEFINITION_INPUT_EXAMPLE = {
  name: 'Two approvers',
  type: 'approval',
  steps: [{ name: 'Approval', approvers: [{ kind: 'role', role: 'approver' }], rule: 'quorum', quorum: 2 }],
}

export const DEFINITION_EXAMPLE: z.input<typeof DefinitionView> = {
  id: EXAMPLE_IDS.definition,
  familyId: '0198c0de-0000-7000-8000-00000000000d',
  version: 1,
  type: 'approval',
  name: 'Two approvers',
  steps: [
    {
      name: 'Approval',
      approvers: [{ kind: 'role', role: 'approver' }],
      rule: 'quorum',
      quorum: 2,
      daysToDecide: null,
      reminders: { everyDays: 7, lastDay: true },
      escalation: null,
      overdueAction: 'remind',
      conditions: {},
    },
  ],
  isDefault: false,
  createdAt: EXAMPLE_TIME,
  retiredAt: null,
}
