import type { z } from 'zod'
import { EXAMPLE_HASH, EXAMPLE_IDS, EXAMPLE_TIME } from '../common/examples.ts'
import { DOCUMENT_NAME_EXAMPLE } from '../documents/examples.ts'
import type { SignoffView } from './views.ts'

export const DECISION_EXAMPLE = {
  id: EXAMPLE_IDS.signoff,
  signer: { id: EXAMPLE_IDS.signer, name: 'Miguel Santos', positionTitle: null },
  status: 'pending',
  requestedAt: EXAMPLE_TIME,
  dueAt: null,
  openedAt: null,
  decidedAt: null,
  comment: null,
  onBehalfOf: null,
  delegatedFrom: null,
  delegationReason: null,
  confirmedBy: null,
  confirmedAt: null,
  contentHash: EXAMPLE_HASH,
} as const

export const SIGNOFF_EXAMPLE: z.input<typeof SignoffView> = {
  ...DECISION_EXAMPLE,
  document: DOCUMENT_NAME_EXAMPLE,
  version: {
    id: EXAMPLE_IDS.version,
    number: 1,
    name: '1.0',
    title: 'Access control policy',
    changeSummary: 'First version',
  },
  round: {
    id: EXAMPLE_IDS.round,
    status: 'running',
    message: 'Please look at section 2.',
    submittedBy: 'Ada Okafor',
  },
  step: { id: EXAMPLE_IDS.step, position: 1, name: 'Approval', rule: 'all', freshSignIn: false },
}
