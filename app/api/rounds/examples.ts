import type { z } from 'zod'
import { EXAMPLE_IDS, EXAMPLE_TIME } from '../common/examples.ts'
import { DOCUMENT_NAME_EXAMPLE } from '../documents/examples.ts'
import { DECISION_EXAMPLE } from '../signoffs/examples.ts'
import type { RoundRowView, RoundView } from './views.ts'

export const ROUND_ROW_EXAMPLE: z.input<typeof RoundRowView> = {
  id: EXAMPLE_IDS.round,
  document: DOCUMENT_NAME_EXAMPLE,
  versionId: EXAMPLE_IDS.version,
  label: '1.0',
  submission: 1,
  purpose: 'approval',
  definitionId: null,
  status: 'running',
  message: 'Please look at section 2.',
  dueAt: null,
  publicationMode: 'manual',
  effectiveDate: null,
  submittedBy: EXAMPLE_IDS.member,
  submittedAt: EXAMPLE_TIME,
  endedAt: null,
  endReason: null,
}

export const ROUND_EXAMPLE: z.input<typeof RoundView> = {
  ...ROUND_ROW_EXAMPLE,
  versionNumber: 1,
  failure: null,
  steps: [
    {
      id: EXAMPLE_IDS.step,
      position: 1,
      name: 'Approval',
      rule: 'all',
      quorum: null,
      status: 'active',
      startedAt: EXAMPLE_TIME,
      dueAt: null,
      endedAt: null,
      signoffs: [DECISION_EXAMPLE],
    },
  ],
}
