import type { z } from 'zod'
import { EXAMPLE_IDS, EXAMPLE_TIME } from '../common/examples.ts'
import type { ApiKeyView } from './views.ts'

export const API_KEY_EXAMPLE = {
  id: EXAMPLE_IDS.apiKey,
  name: 'Nightly export',
  prefix: 'acc_Zm9vYm',
  scopes: ['documents:read'],
  memberName: 'Ada Okafor',
  createdAt: EXAMPLE_TIME,
  expiresAt: null,
  lastUsedAt: null,
  revokedAt: null,
} satisfies z.input<typeof ApiKeyView>
