import { z } from 'zod'
import { API_SCOPES } from '#domain/scopes.ts'
import type { Services } from '#services/index.ts'
import { id, instant, iso, isoOrNull } from '../common/views.ts'

type Key = Awaited<ReturnType<Services['apiKeys']['list']>>['keys'][number]

export const ApiKeyView = z
  .object({
    id,
    name: z.string(),
    prefix: z.string().meta({ description: 'The first characters, to tell keys apart.' }),
    scopes: z.array(z.enum(API_SCOPES)),
    memberName: z.string().meta({ description: 'As whom it acts.' }),
    createdAt: instant,
    expiresAt: instant.nullable(),
    lastUsedAt: instant.nullable(),
    revokedAt: instant.nullable(),
  })
  .meta({ id: 'ApiKey' })

export const NewApiKeyView = z
  .object({
    id,
    key: z.string().nullable().meta({ description: 'Shown once: a repeat of the request answers null.' }),
    prefix: z.string(),
    expiresAt: instant.nullable(),
  })
  .meta({ id: 'NewApiKey' })

export const apiKeyView = (key: Key): z.input<typeof ApiKeyView> => ({
  id: key.id,
  name: key.name,
  prefix: key.prefix,
  scopes: API_SCOPES.filter((scope) => key.scopes.includes(scope)),
  memberName: key.memberName,
  createdAt: iso(key.createdAt),
  expiresAt: isoOrNull(key.expiresAt),
  lastUsedAt: isoOrNull(key.lastUsedAt),
  revokedAt: isoOrNull(key.revokedAt),
})
