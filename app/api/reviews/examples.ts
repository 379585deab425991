import type { z } from 'zod'
import { EXAMPLE_HASH, EXAMPLE_IDS, EXAMPLE_PERSON, EXAMPLE_TIME } from '../common/examples.ts'
import { DOCUMENT_NAME_EXAMPLE } from '../documents/examples.ts'
import type { DueReviewView, MadeReviewView, ReviewView } from './views.ts'

export const DUE_EXAMPLE: z.input<typeof DueReviewView> = {
  ...DOCUMENT_NAME_EXAMPLE,
  owner: EXAMPLE_PERSON,
  dueOn: '2027-06-01',
  lastReviewedOn: null,
}

export const REVIEW_EXAMPLE: z.input<typeof ReviewView> = {
  document: EXAMPLE_IDS.document,
  dueOn: '2027-06-01',
  nextDueOn: '2028-06-01',
  remindersSent: 2,
  lastRemindedAt: EXAMPLE_TIME,
}

export const MADE_EXAMPLE: z.input<typeof MadeReviewView> = {
  id: '0198c0de-0000-7000-8000-00000000000d',
  document: DOCUMENT_NAME_EXAMPLE,
  version: '1.0',
  contentHash: EXAMPLE_HASH,
  outcome: 'still_right',
  reviewer: EXAMPLE_PERSON,
  note: 'Compared with the systems as they are.',
  evidence: [],
  dueOn: '2026-06-01',
  reviewedAt: EXAMPLE_TIME,
  nextDueOn: '2027-06-01',
}
