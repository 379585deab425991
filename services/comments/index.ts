import type { Transaction } from '#db/client.ts'
import {
  type CommentRow,
  insertComment,
  lastAnswer,
  lastNumber,
  settleComment,
  whenWrote,
} from '#db/queries/comments.ts'
import { textOf } from '#db/queries/versions.ts'
import type { Actor } from '#domain/actor.ts'
import { assertInRound, assertMayBegin, assertMaySettle, burstBegan, COMMENT_LIMITS } from '#domain/comments/rules.ts'
import { DomainError } from '#domain/errors.ts'
import { requireLocked } from '../documents/require.ts'
import { newId } from '../ids.ts'
import { notify } from '../notifications/notify.ts'
import { assertMayDecide } from '../signoffs/require.ts'
import { type Deps, memberOf, transact } from '../transaction.ts'
import { checked } from '../writing.ts'
import { AnswerComment, MakeComment } from './input.ts'
import { commentReads } from './read.ts'
import { record } from './record.ts'
import { findSubmitted, requireLockedThread, type Submitted } from './require.ts'
import { readProposal, suggestionCommands } from './suggestions.ts'

/** What people say about a text while it is decided on, each beside the paragraph that it is about. */
export const commentService = (deps: Deps) => ({
  ...commentReads(deps),
  ...suggestionCommands(deps),

  /**
   * Pins a comment to a paragraph of a version, for those who are asked in its round and whose document it is.
   * @throws not_found, forbidden, not_in_round, round_not_running, quote_not_found, too_many_comments
   */
  async make(actor: Actor, reference: string, number: number, given: MakeComment): Promise<CommentRow> {
    const { block, quote, wording, body } = checked(MakeComment, given)
    const at = deps.clock.now()
    assertMayDecide(actor)
    const text = await transact(deps, actor, async (tx) => {
      const { version, round, standing } = await requireSubmitted(tx, actor, reference, number)
      assertMayBegin(standing, round.status)
      return textOf(tx, actor.orgId, version.id)
    })
    // The text never changes, so that it may be read before the transaction that writes.
    const proposal = await readProposal(deps, text, { block, quote, wording })
    if (proposal.wording === null) checked(AnswerComment, { body })
    return transact(deps, actor, async (tx) => {
      await requireLocked(tx, actor, reference)
      const submitted = await requireSubmitted(tx, actor, reference, number)
      assertMayBegin(submitted.standing, submitted.round.status)
      const last = await lastNumber(tx, actor.orgId, submitted.version.id)
      if (last >= COMMENT_LIMITS.threads) {
        throw new DomainError('too_many_comments', { most: `${COMMENT_LIMITS.threads} comments on a version` })
      }
      return write(tx, actor, submitted, { number: last + 1, position: 0, ...proposal, body }, at)
    })
  },

  /**
   * Answers a comment, also after its round is over.
   * @throws not_found, forbidden, not_in_round, too_many_comments
   */
  async answer(actor: Actor, commentId: string, given: AnswerComment): Promise<CommentRow> {
    const { body } = checked(AnswerComment, given)
    const at = deps.clock.now()
    assertMayDecide(actor)
    return transact(deps, actor, async (tx) => {
      const { comment, submitted } = await requireLockedThread(tx, actor, commentId)
      assertInRound(submitted.standing)
      const last = await lastAnswer(tx, comment)
      if (last >= COMMENT_LIMITS.answers) {
        throw new DomainError('too_many_comments', { most: `${COMMENT_LIMITS.answers} answers to a comment` })
      }
      const answer = { number: comment.number, position: last + 1, anchor: null, wording: null, body }
      return write(tx, actor, submitted, answer, at, comment.authorId)
    })
  },

  /**
   * Says that a comment is settled, or opens it again. Whoever comes second changes nothing.
   * @throws not_found, forbidden, not_in_round, not_your_comment
   */
  async settle(actor: Actor, commentId: string, resolved: boolean): Promise<void> {
    const at = deps.clock.now()
    assertMayDecide(actor)
    return transact(deps, actor, async (tx) => {
      const { comment, submitted } = await requireLockedThread(tx, actor, commentId)
      assertMaySettle(submitted.standing, comment.authorId === actor.membershipId, comment.authorName)
      // A wording that was taken or left is not open again: it is in the draft, or will never be.
      if (comment.outcome !== null) throw new DomainError('suggestion_settled')
      const by = { at, by: memberOf(actor), byName: actor.name }
      if (!(await settleComment(tx, comment, resolved ? by : null))) return
      const action = resolved ? 'comment.resolved' : 'comment.reopened'
      record(tx, actor, submitted, { action, comment: comment.number }, at)
    })
  },
})

export type CommentService = ReturnType<typeof commentService>

/** A version that was submitted. @throws not_found, forbidden */
async function requireSubmitted(tx: Transaction, actor: Actor, reference: string, number: number): Promise<Submitted> {
  const submitted = await findSubmitted(tx, actor, reference, { number })
  if (!submitted) throw new DomainError('not_found')
  return submitted
}

type Written = Pick<CommentRow, 'number' | 'position' | 'anchor' | 'wording' | 'body'>

/** Stores a comment, and notifies whose text it is about, and whose comment it answers. */
async function write(
  tx: Transaction,
  actor: Actor,
  submitted: Submitted,
  written: Written,
  at: Date,
  answered?: string,
): Promise<CommentRow> {
  const me = memberOf(actor)
  const { document, version, round } = submitted
  const began = burstBegan(await whenWrote(tx, actor.orgId, round.id, me), at)
  const comment = await insertComment(tx, {
    ...written,
    orgId: actor.orgId,
    id: newId(tx),
    documentId: document.id,
    versionId: version.id,
    roundId: round.id,
    authorId: me,
    authorName: actor.name,
    authorPosition: actor.positionTitle,
    createdAt: at,
  })
  notify(
    tx,
    actor.orgId,
    [round.submittedBy, document.ownerId, ...(answered ? [answered] : [])].filter((id) => id !== me),
    {
      kind: 'comment_made',
      key: `round:${round.id}:comments:${me}:${began.toISOString()}`,
      subjectId: round.id,
      documentId: document.id,
      facts: { by: actor.name },
    },
    at,
  )
  const made = written.wording === null ? 'comment.made' : 'suggestion.made'
  const action = written.position === 0 ? made : 'comment.answered'
  record(tx, actor, submitted, { action, comment: comment.number }, at)
  return comment
}
