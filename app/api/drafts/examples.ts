import type { z } from 'zod'
import { EXAMPLE_IDS, EXAMPLE_TEXT, EXAMPLE_TIME } from '../common/examples.ts'
import type { DraftView } from './views.ts'

export const DRAFT_EXAMPLE = {
  documentId: EXAMPLE_IDS.document,
  revision: 1,
  content: EXAMPLE_TEXT,
  variables: [],
  warnings: [],
  updatedBy: { id: EXAMPLE_IDS.member, name: 'Ada Okafor' },
  updatedAt: EXAMPLE_TIME,
  isEditable: true,
} satisfies z.input<typeof DraftView>
