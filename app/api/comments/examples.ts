import type { z } from 'zod'
import { EXAMPLE_IDS, EXAMPLE_TIME } from '../common/examples.ts'
import type { CommentView } from './views.ts'

export const COMMENT_EXAMPLE: z.input<typeof CommentView> = {
  id: EXAMPLE_IDS.comment,
  number: 1,
  author: { id: EXAMPLE_IDS.signer, name: 'Miguel Santos', positionTitle: null },
  anchor: { block: 1, text: 'Access follows need.', quote: 'need' },
  body: 'Whose need?',
  createdAt: EXAMPLE_TIME,
  resolvedAt: null,
  resolvedBy: null,
  answers: [],
}
