import { z } from 'zod'
import { APPROVAL_TYPES } from '#domain/approvals/definition.ts'
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
    isDefault: z.boolean(),
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
  isDefault: row.isDefault,
  createdAt: iso(row.createdAt),
  retiredAt: isoOrNull(row.retiredAt),
})
