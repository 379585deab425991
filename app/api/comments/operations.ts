import { z } from 'zod'
import { AnswerComment, MakeComment, SettleSuggestion } from '#services/comments/input.ts'
import { EXAMPLE_IDENTIFIER, EXAMPLE_IDS, EXAMPLE_PERSON, EXAMPLE_TIME } from '../common/examples.ts'
import { idCursor, limit, pageOf } from '../common/query.ts'
import { listOf } from '../common/views.ts'
import { operation, type Resource } from '../operation.ts'
import { InVersion } from '../versions/params.ts'
import { COMMENT_EXAMPLE, WORDING_EXAMPLE } from './examples.ts'
import { CommentView, commentView } from './views.ts'

const InComment = z.strictObject({ comment: z.uuid() })
const inComment = { comment: EXAMPLE_IDS.comment }
const inVersion = { document: EXAMPLE_IDENTIFIER, number: '1' }

export const comments: Resource = {
  tag: 'Comments',
  operations: [
    operation({
      id: 'comments.list',
      method: 'get',
      path: '/documents/{document}/versions/{number}/comments',
      summary: 'List the comments on a version, with their answers, in the order in which they were made',
      scope: 'documents:read',
      params: InVersion,
      query: z.strictObject({ limit, cursor: idCursor }),
      response: listOf(CommentView),
      status: 200,
      example: {
        state: 'in_review',
        params: inVersion,
        response: { data: [COMMENT_EXAMPLE], page: { next: null, total: 1 } },
      },
      run: async ({ services, actor, params, query: { limit, cursor } }) => {
        const page = { limit, after: cursor }
        const { threads, total, more } = await services.comments.list(actor, params.document, params.number, page)
        return { body: pageOf(threads.map(commentView), { total, more }) }
      },
    }),
    operation({
      id: 'comments.make',
      method: 'post',
      path: '/documents/{document}/versions/{number}/comments',
      summary: 'Comment on a paragraph of a version in review',
      notes:
        'Headings, paragraphs, items of lists, rows of tables, code and images count as paragraphs, in reading order, from 0. ' +
        'For those who are asked in the round, and whose document it is. With `wording`, Markdown of one paragraph, another ' +
        'wording is suggested.',
      scope: 'signoffs:decide',
      params: InVersion,
      body: MakeComment,
      response: CommentView,
      status: 201,
      example: {
        state: 'in_review',
        by: 'signer',
        params: inVersion,
        body: { block: 1, quote: 'need', body: 'Whose need?' },
        response: COMMENT_EXAMPLE,
      },
      run: async ({ services, actor, params, body }) => {
        const { id } = await services.comments.make(actor, params.document, params.number, body)
        return { body: commentView(await services.comments.get(actor, id)), location: `/comments/${id}` }
      },
    }),
    operation({
      id: 'comments.get',
      method: 'get',
      path: '/comments/{comment}',
      summary: 'Read a comment with its answers',
      scope: 'documents:read',
      params: InComment,
      response: CommentView,
      status: 200,
      example: { state: 'in_review', params: inComment, response: COMMENT_EXAMPLE },
      run: async ({ services, actor, params }) => ({
        body: commentView(await services.comments.get(actor, params.comment)),
      }),
    }),
    operation({
      id: 'comments.answer',
      method: 'post',
      path: '/comments/{comment}/answers',
      summary: 'Answer a comment',
      notes: 'The answer is the comment with all its answers.',
      scope: 'signoffs:decide',
      params: InComment,
      body: AnswerComment,
      response: CommentView,
      status: 201,
      example: {
        state: 'in_review',
        params: inComment,
        body: { body: 'That of the work.' },
        response: {
          ...COMMENT_EXAMPLE,
          answers: [
            { id: EXAMPLE_IDS.answer, author: EXAMPLE_PERSON, body: 'That of the work.', createdAt: EXAMPLE_TIME },
          ],
        },
      },
      run: async ({ services, actor, params, body }) => {
        await services.comments.answer(actor, params.comment, body)
        return {
          body: commentView(await services.comments.get(actor, params.comment)),
          location: `/comments/${params.comment}`,
        }
      },
    }),
    ...(['take', 'leave'] as const).map((verb) =>
      operation({
        id: `suggestions.${verb}`,
        method: 'post',
        path: `/comments/{comment}/${verb}`,
        summary: verb === 'take' ? 'Take a suggested wording into the draft' : 'Leave a suggested wording',
        notes:
          verb === 'take'
            ? 'What was signed stays as it is. A text in review is withdrawn first if `withdraw` says so, and refused otherwise.'
            : 'The draft stays as it is.',
        scope: 'documents:write',
        params: InComment,
        body: SettleSuggestion,
        bodyOptional: true,
        response: CommentView,
        status: 200,
        example: {
          state: 'in_review',
          params: { comment: EXAMPLE_IDS.suggestion },
          body: { reason: 'Clearer.', withdraw: verb === 'take' },
          response: {
            ...COMMENT_EXAMPLE,
            ...WORDING_EXAMPLE,
            id: EXAMPLE_IDS.suggestion,
            number: 2,
            anchor: { ...COMMENT_EXAMPLE.anchor, quote: null },
            outcome: verb === 'take' ? 'taken' : 'left',
            outcomeReason: 'Clearer.',
            resolvedAt: EXAMPLE_TIME,
            resolvedBy: { id: EXAMPLE_IDS.member, name: EXAMPLE_PERSON.name },
          },
        },
        run: async ({ services, actor, params, body }) => {
          await services.comments[verb](actor, params.comment, body)
          return { body: commentView(await services.comments.get(actor, params.comment)) }
        },
      }),
    ),
    ...(['resolve', 'reopen'] as const).map((verb) =>
      operation({
        id: `comments.${verb}`,
        method: 'post',
        path: `/comments/{comment}/${verb}`,
        summary: verb === 'resolve' ? 'Say that a comment is settled' : 'Open a comment again that was settled',
        notes: 'For who wrote it, and whose document it is.',
        scope: 'signoffs:decide',
        params: InComment,
        response: CommentView,
        status: 200,
        isRepeatable: true,
        example: {
          state: 'in_review',
          params: inComment,
          response:
            verb === 'reopen'
              ? COMMENT_EXAMPLE
              : {
                  ...COMMENT_EXAMPLE,
                  resolvedAt: EXAMPLE_TIME,
                  resolvedBy: { id: EXAMPLE_IDS.member, name: EXAMPLE_PERSON.name },
                },
        },
        run: async ({ services, actor, params }) => {
          await services.comments.settle(actor, params.comment, verb === 'resolve')
          return { body: commentView(await services.comments.get(actor, params.comment)) }
        },
      }),
    ),
  ],
}
