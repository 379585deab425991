import type { z } from 'zod'
import { EXAMPLE_IDENTIFIER, EXAMPLE_IDS, EXAMPLE_TIME } from '../common/examples.ts'
import type { NotificationView } from './views.ts'

export const NOTIFICATION_EXAMPLE = {
  id: EXAMPLE_IDS.notification,
  kind: 'signoff_requested',
  facts: { dueAt: null },
  document: { identifier: EXAMPLE_IDENTIFIER, title: 'Access control policy' },
  path: `/acme/sign/${EXAMPLE_IDS.signoff}`,
  createdAt: EXAMPLE_TIME,
  readAt: null,
} as const satisfies z.input<typeof NotificationView>
