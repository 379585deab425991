import { z } from 'zod'
import { SUGGESTION_OUTCOMES } from '#domain/comments/rules.ts'
import type { Services } from '#services/index.ts'
import { id, instant, iso, isoOrNull } from '../common/views.ts'

type Thread = Awaited<ReturnType<Services['comments']['list']>>['threads'][number]

const said = {
  id,
  author: z.object({ id, name: z.string(), positionTitle: z.string().nullable() }),
  body: z.string(),
  createdAt: instant,
}

export const CommentView = z
  .object({
    ...said,
    number: z.number().int().meta({ description: 'The first comment on a version is 1.' }),
    anchor: z.object({
      block: z.number().int().meta({ description: 'Which paragraph of the version, from 0.' }),
      text: z.string().meta({ description: 'What the paragraph says, or how it begins.' }),
      quote: z.string().nullable().meta({ description: 'The words that it is about; null: the whole paragraph.' }),
    }),
    wording: z
      .string()
      .nullable()
      .meta({ description: 'The paragraph as its author proposes it, as HTML; null: no other wording is proposed.' }),
    outcome: z.enum(SUGGESTION_OUTCOMES).nullable().meta({ description: 'What became of the wording.' }),
    outcomeReason: z.string().nullable(),
    resolvedAt: instant.nullable(),
    resolvedBy: z.object({ id, name: z.string() }).nullable(),
    answers: z.array(z.object(said)),
  })
  .meta({ id: 'Comment' })

const saidView = (row: Thread['answers'][number]) => ({
  id: row.id,
  author: { id: row.authorId, name: row.authorName, positionTitle: row.authorPosition },
  body: row.body,
  createdAt: iso(row.createdAt),
})

export const commentView = ({
  comment,
  answers,
}: Pick<Thread, 'comment' | 'answers'>): z.input<typeof CommentView> => ({
  ...saidView(comment),
  number: comment.number,
  anchor: { block: comment.anchor.block, text: comment.anchor.text, quote: comment.anchor.quote },
  wording: comment.wording,
  outcome: comment.outcome,
  outcomeReason: comment.outcomeReason,
  resolvedAt: isoOrNull(comment.resolvedAt),
  resolvedBy: comment.resolvedBy === null ? null : { id: comment.resolvedBy, name: comment.resolvedByName ?? '' },
  answers: answers.map(saidView),
})
