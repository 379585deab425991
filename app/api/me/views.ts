import { z } from 'zod'
import { ROLES } from '#domain/roles.ts'
import { API_SCOPES } from '#domain/scopes.ts'
import { id } from '../common/views.ts'

export const MeView = z
  .object({
    organization: z.object({ id, slug: z.string() }),
    member: z.object({ id, name: z.string(), positionTitle: z.string().nullable() }),
    roles: z.array(z.enum(ROLES)),
    scopes: z
      .array(z.enum(API_SCOPES))
      .nullable()
      .meta({ description: 'What this key is limited to; null in a browser session.' }),
  })
  .meta({ id: 'Me' })
