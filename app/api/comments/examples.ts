import type { z } from 'zod'
import { EXAMPLE_IDS, EXAMPLE_TIME } from '../common/examples.ts'
import type { CommentView } from './views.ts'

/** What is proposed in the place of a paragraph. */
export const WORDING_EXAMPLE = { wording: '<p>Access follows the need of the work.</p>', body: '' }

export const COMMENT_EXAMPLE: z.input<typeof CommentView> = {
  id: EXAMPLE_IDS.comment,
  number: 1,
  author: { id: EXAMPLE_IDS.signer, name: 'Miguel Santos', positionTitle: null },
  anchor: { block: 1, text: 'Access follows need.', quote: 'need' },
  body: 'Whose need?',
  createdAt: EXAMPLE_TIME,
  wording: null,
  outcome: null,
  outcomeReason: null,
  resolvedAt: null,
  resolvedBy: null,
  answers: [],
}
