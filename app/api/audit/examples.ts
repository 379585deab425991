import type { z } from 'zod'
import { EXAMPLE_HASH, EXAMPLE_IDS, EXAMPLE_TIME } from '../common/examples.ts'
import type { ActivityView } from './views.ts'

export const ACTIVITY_EXAMPLE = {
  seq: 1,
  at: EXAMPLE_TIME,
  action: 'document.created',
  actor: { id: EXAMPLE_IDS.member, name: 'Ada Okafor' },
  subject: { type: 'document', id: EXAMPLE_IDS.document },
} as const satisfies z.input<typeof ActivityView>

export const AUDIT_EXAMPLE = {
  ...ACTIVITY_EXAMPLE,
  documentId: EXAMPLE_IDS.document,
  entry: '{"action":"document.created"}',
  previousHash: '0'.repeat(64),
  hash: EXAMPLE_HASH,
}
