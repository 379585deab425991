import type { z } from 'zod'
import { EXAMPLE_HASH, EXAMPLE_IDENTIFIER, EXAMPLE_IDS, EXAMPLE_PERSON, EXAMPLE_TIME } from '../common/examples.ts'
import type { DocumentRowView, DocumentView } from './views.ts'

export const inDocument = { document: EXAMPLE_IDENTIFIER }

export const DOCUMENT_NAME_EXAMPLE = {
  id: EXAMPLE_IDS.document,
  identifier: EXAMPLE_IDENTIFIER,
  title: 'Access control policy',
}

const example: Omit<z.input<typeof DocumentRowView>, 'status' | 'label' | 'effectiveFrom' | 'snippet'> = {
  id: EXAMPLE_IDS.document,
  identifier: EXAMPLE_IDENTIFIER,
  kind: 'policy',
  title: 'Access control policy',
  description: 'Who may use what, and who decides.',
  category: 'access_control',
  type: 'security',
  classification: 'internal',
  isInEffect: false,
  source: 'import',
  owner: EXAMPLE_PERSON,
  frameworks: ['ISO 27001'],
  tags: ['access'],
  nextReviewDate: null,
  updatedAt: EXAMPLE_TIME,
}

export const DOCUMENT_EXAMPLE: z.input<typeof DocumentView> = {
  ...example,
  status: 'draft',
  secondOwner: null,
  reviewFrequency: { every: 12, unit: 'months' },
  effectiveDate: null,
  inEffect: null,
  round: null,
  revisionReason: null,
  archiveReason: null,
  readerIds: [],
  createdAt: EXAMPLE_TIME,
}

export const IN_REVIEW_EXAMPLE: z.input<typeof DocumentView> = {
  ...DOCUMENT_EXAMPLE,
  status: 'in_review',
  round: { id: EXAMPLE_IDS.round, purpose: 'approval', status: 'running', submittedAt: EXAMPLE_TIME, endReason: null },
}

export const PUBLISHED_EXAMPLE: z.input<typeof DocumentView> = {
  ...DOCUMENT_EXAMPLE,
  status: 'published',
  isInEffect: true,
  inEffect: { number: 1, label: '1.0', from: EXAMPLE_TIME, contentHash: EXAMPLE_HASH },
  round: { id: EXAMPLE_IDS.round, purpose: 'approval', status: 'approved', submittedAt: EXAMPLE_TIME, endReason: null },
}

export const DOCUMENT_ROW_EXAMPLE: z.input<typeof DocumentRowView> = {
  ...example,
  status: 'draft',
  label: null,
  effectiveFrom: null,
  snippet: null,
}
