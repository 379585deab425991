import { z } from 'zod'
import { APPROVAL_TYPES } from '#domain/approvals/definition.ts'
import { textOf } from '#domain/approvals/sentence.ts'
import { CATEGORY_CODES } from '#domain/documents/categories.ts'
import { CLASSIFICATIONS } from '#domain/documents/classification.ts'
import { DOCUMENT_KINDS } from '#domain/documents/kinds.ts'
import { CHANGE_TYPES } from '#domain/documents/status.ts'
import { DefinitionInput } from '#services/approval-definitions/input.ts'
import type { Services } from '#services/index.ts'
import { id, instant, iso, isoOrNull } from '../common/views.ts'

export const DefinitionView = z
  .object({
    id,
    familyId: id.meta({ description: 'The same for all versions of one definition.' }),
    version: z.number().int(),
    type: z.enum(APPROVAL_TYPES),
    name: z.string(),
    steps: DefinitionInput.shape.steps,
    sentence: z.string().meta({ description: 'The steps as a sentence.' }),
    appliesTo: DefinitionInput.shape.appliesTo,
    isDefault: z.boolean(),
    defaultFor: z
      .array(z.object({ kind: z.enum(DOCUMENT_KINDS).nullable(), category: z.enum(CATEGORY_CODES).nullable() }))
      .meta({
        description: 'What it is the default of. Both null: of all documents that have no default of their own.',
      }),
    createdAt: instant,
    retiredAt: instant.nullable(),
  })
  .meta({ id: 'ApprovalDefinition' })

type Definition = Awaited<ReturnType<Services['approvalDefinitions']['get']>>

export const definitionView = (row: Definition): z.input<typeof DefinitionView> => ({
  id: row.id,
  familyId: row.familyId,
  version: row.version,
  type: row.type,
  name: row.name,
  steps: row.steps,
  sentence: textOf(row.sentence),
  appliesTo: row.appliesTo,
  isDefault: row.defaultFor.length > 0,
  defaultFor: row.defaultFor,
  createdAt: iso(row.createdAt),
  retiredAt: isoOrNull(row.retiredAt),
})

const FaultView = z
  .object({
    step: z.number().int().nullable().meta({ description: 'The place of the step, from 1; null: the definition.' }),
    field: z.string(),
    message: z.string(),
  })
  .meta({ id: 'ApprovalDefinitionFault' })

export const DryRunView = z
  .object({
    document: z.object({ identifier: z.string(), title: z.string() }).nullable(),
    kind: z.enum(DOCUMENT_KINDS),
    category: z.string(),
    classification: z.enum(CLASSIFICATIONS),
    changeType: z.enum(CHANGE_TYPES),
    steps: z.array(
      z.object({
        name: z.string(),
        takesPlace: z.boolean(),
        skipped: z.string().nullable(),
        startsAt: instant.nullable().meta({ description: 'At the latest.' }),
        dueAt: instant.nullable(),
        people: z.array(z.object({ id, name: z.string(), timeZone: z.string(), firstReminderAt: instant.nullable() })),
      }),
    ),
    endsAt: instant.nullable().meta({ description: 'At the latest; null when nobody can say, or it cannot end.' }),
    errors: z.array(FaultView),
    warnings: z.array(FaultView),
  })
  .meta({ id: 'ApprovalDryRun' })

type Run = Awaited<ReturnType<Services['approvalDefinitions']['dryRun']>>

const faultView = ({ step, ...fault }: Run['errors'][number]) => ({ step: step === null ? null : step + 1, ...fault })

export const dryRunView = ({ tried, steps, endsAt, errors, warnings }: Run): z.input<typeof DryRunView> => ({
  document: tried.document,
  kind: tried.kind,
  category: tried.category,
  classification: tried.classification,
  changeType: tried.changeType,
  steps: steps.map(({ people, startsAt, dueAt, ...step }) => ({
    ...step,
    startsAt: isoOrNull(startsAt),
    dueAt: isoOrNull(dueAt),
    people: people.map((person) => ({ ...person, firstReminderAt: isoOrNull(person.firstReminderAt) })),
  })),
  endsAt: isoOrNull(endsAt),
  errors: errors.map(faultView),
  warnings: warnings.map(faultView),
})
