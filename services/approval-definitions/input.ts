import { z } from 'zod'
import {
  APPROVAL_TYPES,
  DAY_KINDS,
  DEFAULT_REMINDERS,
  OVERDUE_ACTIONS,
  STEP_RULES,
} from '#domain/approvals/definition.ts'
import { CATEGORY_CODES } from '#domain/documents/categories.ts'
import { CLASSIFICATIONS } from '#domain/documents/classification.ts'
import { CHANGE_TYPES } from '#domain/documents/status.ts'
import { ROLES } from '#domain/roles.ts'
import { line } from '../writing.ts'

/** Shared by pages and API, so that both refuse the same things in the same words. */

const approver = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('people'), membershipIds: z.array(z.uuid()).min(1).max(50) }),
  z.strictObject({ kind: z.literal('role'), role: z.enum(ROLES) }),
  z.strictObject({ kind: z.literal('owner') }),
  z.strictObject({ kind: z.literal('owner_manager') }),
])

const step = z
  .strictObject({
    name: line(120, 'Name the step'),
    approvers: z.array(approver).min(1, 'Say who signs').max(20),
    rule: z.enum(STEP_RULES).default('all'),
    quorum: z.number().int().min(1).max(50).nullable().default(null),
    daysToDecide: z
      .strictObject({ count: z.number().int().min(1).max(365), kind: z.enum(DAY_KINDS) })
      .nullable()
      .default(null),
    reminders: z
      .strictObject({ everyDays: z.number().int().min(1).max(90).nullable(), lastDay: z.boolean() })
      .default({ ...DEFAULT_REMINDERS }),
    escalation: z
      .strictObject({ afterDays: z.number().int().min(1).max(90), to: z.array(approver).min(1).max(20) })
      .nullable()
      .default(null),
    overdueAction: z.enum(OVERDUE_ACTIONS).default('remind'),
    conditions: z
      .strictObject({
        changeTypes: z.array(z.enum(CHANGE_TYPES)).optional(),
        categories: z.array(z.enum(CATEGORY_CODES)).optional(),
        classifications: z.array(z.enum(CLASSIFICATIONS)).optional(),
      })
      .default({}),
  })
  .refine((value) => (value.rule === 'quorum') === (value.quorum !== null), {
    path: ['quorum'],
    message: 'Say how many approvals the step takes, for the rule quorum only',
  })
  .meta({
    if: { properties: { rule: { const: 'quorum' } }, required: ['rule'] },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    then: { properties: { quorum: { type: 'integer' } }, required: ['quorum'] },
    else: { properties: { quorum: { type: 'null' } } },
  })

export const DefinitionInput = z.strictObject({
  name: line(120, 'Write a name'),
  type: z.enum(APPROVAL_TYPES).default('approval'),
  steps: z.array(step).min(1, 'Add at least one step').max(20),
})
export type DefinitionInput = z.input<typeof DefinitionInput>
