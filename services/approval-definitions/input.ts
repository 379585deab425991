import { z } from 'zod'
import {
  APPROVAL_TYPES,
  DAY_KINDS,
  DEFAULT_REMINDERS,
  OVERDUE_ACTIONS,
  STEP_MODES,
  STEP_RULES,
} from '#domain/approvals/definition.ts'
import { CATEGORY_CODES } from '#domain/documents/categories.ts'
import { CLASSIFICATIONS } from '#domain/documents/classification.ts'
import { DOCUMENT_KINDS } from '#domain/documents/kinds.ts'
import { CHANGE_TYPES } from '#domain/documents/status.ts'
import { ROLES } from '#domain/roles.ts'
import { line, neededProse } from '../writing.ts'

/** Shared by pages and API, so that both refuse the same things in the same words. */

const approver = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('people'),
    membershipIds: z.array(z.uuid()).min(1, 'Name somebody').max(50, 'Name at most 50 people'),
  }),
  z.strictObject({ kind: z.literal('role'), role: z.enum(ROLES) }),
  z.strictObject({ kind: z.literal('group'), groupId: z.uuid() }),
  z.strictObject({ kind: z.literal('owner') }),
  z.strictObject({ kind: z.literal('owner_manager') }),
])

/** Values of which a document must have one. An empty list would leave every document out. */
const some = <T extends z.ZodType>(value: T) =>
  z.array(value).min(1, 'Choose at least one, or leave the condition out').max(50, 'Choose at most 50').optional()

const step = z
  .strictObject({
    name: line(120, 'Name the step'),
    mode: z.enum(STEP_MODES).default('decides'),
    approvers: z.array(approver).min(1, 'Say who signs').max(20, 'Name at most 20 kinds of approvers'),
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
    freshSignIn: z.boolean().default(false),
    notification: neededProse(500, 'Write the text, or leave it out').nullable().default(null),
    conditions: z
      .strictObject({
        changeTypes: some(z.enum(CHANGE_TYPES)),
        kinds: some(z.enum(DOCUMENT_KINDS)),
        categories: some(z.enum(CATEGORY_CODES)),
        classifications: some(z.enum(CLASSIFICATIONS)),
        frameworks: some(line(60, 'Name the framework')),
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

/** A definition reads as a sentence; one of more steps nobody reads. */
const MOST_STEPS = 20

export const DefinitionInput = z.strictObject({
  name: line(120, 'Write a name'),
  type: z.enum(APPROVAL_TYPES).default('approval'),
  steps: z.array(step).min(1, 'Add at least one step').max(MOST_STEPS, `A definition has at most ${MOST_STEPS} steps`),
  /** The documents that it is for: what it becomes the default of. */
  appliesTo: z
    .strictObject({ kinds: some(z.enum(DOCUMENT_KINDS)), categories: some(z.enum(CATEGORY_CODES)) })
    .default({}),
})
export type DefinitionInput = z.input<typeof DefinitionInput>

/** What is tried in a dry run: a document, or one that nobody has written yet. */
export const DryRunInput = z.strictObject({
  /** Its id or its identifier. */
  document: line(100, 'Name a document').optional(),
  /** What a document is like that nobody has written yet. */
  kind: z.enum(DOCUMENT_KINDS).default('policy'),
  category: z.enum(CATEGORY_CODES).default('custom'),
  classification: z.enum(CLASSIFICATIONS).default('internal'),
  frameworks: z.array(line(60, 'Name the framework')).max(50, 'Name at most 50').default([]),
  changeType: z.enum(CHANGE_TYPES).default('minor'),
})
export type DryRunInput = z.input<typeof DryRunInput>
