import { z } from 'zod'
import { IMPORT_WARNING_CODES } from '#domain/documents/import-warnings.ts'
import { VARIABLE_TYPES } from '#domain/documents/variables.ts'
import type { Services } from '#services/index.ts'
import { id, instant, iso } from '../common/views.ts'

export const VariableView = z
  .object({
    name: z.string(),
    label: z.string(),
    type: z.enum(VARIABLE_TYPES),
    value: z.string().nullable(),
    help: z.string().optional(),
  })
  .meta({ id: 'Variable' })

export const ImportWarningView = z
  .object({
    code: z.enum(IMPORT_WARNING_CODES),
    at: z.string().meta({ description: 'Where it stands in what was sent, such as "line 12".' }),
    text: z.string().meta({ description: 'What it was and what became of it.' }),
  })
  .meta({ id: 'ImportWarning' })

export const warningsView = z.array(ImportWarningView).meta({
  description: 'What was sent in Markdown or HTML and is not in the text, or not as it was.',
})

export const DraftView = z
  .object({
    documentId: id,
    revision: z.number().int().meta({ description: 'Counts writes; also the ETag.' }),
    content: z.string().meta({ description: 'Sanitized HTML, as it is stored.' }),
    variables: z.array(VariableView),
    warnings: warningsView,
    updatedBy: z.object({ id, name: z.string() }),
    updatedAt: instant,
    isEditable: z.boolean().meta({ description: 'You may write it, and nothing is in review.' }),
  })
  .meta({ id: 'Draft' })

type Draft = Awaited<ReturnType<Services['drafts']['get']>>

export const draftView = (draft: Draft): z.input<typeof DraftView> => ({
  documentId: draft.documentId,
  revision: draft.revision,
  content: draft.content,
  variables: draft.variables,
  warnings: draft.importWarnings,
  updatedBy: { id: draft.updatedBy, name: draft.updatedByName },
  updatedAt: iso(draft.updatedAt),
  isEditable: draft.editable,
})
