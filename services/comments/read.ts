import { answersTo, type CommentRow, countComments, firstComments } from '#db/queries/comments.ts'
import { findDraft } from '#db/queries/drafts.ts'
import { textOf } from '#db/queries/versions.ts'
import type { Actor } from '#domain/actor.ts'
import type { Anchor, Place } from '#domain/comments/anchor.ts'
import { assertMayBegin, COMMENT_LIMITS, maySettle, type Standing } from '#domain/comments/rules.ts'
import { DomainError } from '#domain/errors.ts'
import { requireDocument } from '../documents/require.ts'
import { seesDrafts } from '../documents/versions.ts'
import { type PageAsked, readPage } from '../paging.ts'
import { type Deps, transact } from '../transaction.ts'
import { findSubmitted, requireThread, type Submitted } from './require.ts'

/** Beside a text stand the newest answers; the others are on the page of the comments. */
const ANSWERS_BESIDE = 3

/** A comment with answers, oldest first. */
export interface Thread {
  comment: CommentRow & { anchor: Anchor }
  answers: CommentRow[]
  /** Whether the reader may say that it is settled, or is not. */
  maySettle: boolean
}

/** What a reader of the comments may do. */
const mayOf = ({ standing, round }: Submitted) => ({
  begin: (standing.own || standing.asked) && round.status === 'running',
  answer: standing.own || standing.asked,
})

const NOTHING = { submitted: null, threads: [], total: 0, open: 0, may: { begin: false, answer: false } }

function threadsOf(
  firsts: readonly CommentRow[],
  answers: readonly CommentRow[],
  { standing, me }: { standing: Standing; me: string | null },
): Thread[] {
  return firsts.flatMap((comment): Thread[] => {
    const { anchor } = comment
    if (!anchor) return []
    const own = answers.filter(({ number }) => number === comment.number)
    return [{ comment: { ...comment, anchor }, answers: own, maySettle: maySettle(standing, comment.authorId === me) }]
  })
}

/** What is read of comments. */
export const commentReads = (deps: Deps) => ({
  /**
   * A page of the comments on a version, or on the text that was submitted last, with all their answers. `submitted` is null
   * for a text that never was.
   * @throws not_found, forbidden
   */
  list: (actor: Actor, reference: string, number: number | 'last', page: PageAsked = {}) =>
    transact(deps, actor, async (tx) => {
      const submitted = await findSubmitted(tx, actor, reference, number === 'last' ? number : { number })
      if (!submitted) return { ...NOTHING, page: 1, pages: 1, first: 1, more: false }
      const { id } = submitted.version
      const { total, open } = await countComments(tx, actor.orgId, id)
      const { rows, ...place } = await readPage(page, total, (asked) => firstComments(tx, actor.orgId, id, asked))
      const numbers = rows.map((row) => row.number)
      const answers = await answersTo(tx, { orgId: actor.orgId, versionId: id }, numbers, COMMENT_LIMITS.answers)
      const threads = threadsOf(rows, answers, { standing: submitted.standing, me: actor.membershipId })
      return { submitted, threads, open, may: mayOf(submitted), ...place }
    }),

  /** All comments on a version with their newest answers, to be shown beside its text. @throws not_found, forbidden */
  beside: (actor: Actor, reference: string, number: number) =>
    transact(deps, actor, async (tx) => {
      const submitted = await findSubmitted(tx, actor, reference, { number })
      if (!submitted) return NOTHING
      const { id } = submitted.version
      const rows = await firstComments(tx, actor.orgId, id, { limit: COMMENT_LIMITS.threads })
      const numbers = rows.map((row) => row.number)
      const answers = await answersTo(tx, { orgId: actor.orgId, versionId: id }, numbers, ANSWERS_BESIDE)
      const threads = threadsOf(rows, answers, { standing: submitted.standing, me: actor.membershipId })
      const open = rows.filter(({ resolvedAt }) => resolvedAt === null).length
      return { submitted, threads, total: rows.length, open, may: mayOf(submitted) }
    }),

  /**
   * What a paragraph of a version says, for whoever is about to comment on it.
   * @throws not_found, forbidden, not_in_round, round_not_running, quote_not_found when there is no such paragraph
   */
  async paragraph(actor: Actor, reference: string, number: number, block: number): Promise<string> {
    const text = await transact(deps, actor, async (tx) => {
      const submitted = await findSubmitted(tx, actor, reference, { number })
      if (!submitted) throw new DomainError('not_found')
      assertMayBegin(submitted.standing, submitted.round.status)
      return textOf(tx, actor.orgId, submitted.version.id)
    })
    const anchor = await deps.texts.anchor(text, block, null)
    if (!anchor) throw new DomainError('quote_not_found')
    return anchor.text
  },

  /** How many comments on the text that was submitted last are open; 0 for whoever may not read them. @throws not_found */
  open: (actor: Actor, reference: string) =>
    transact(deps, actor, async (tx) => {
      const document = await requireDocument(tx, actor, reference)
      if (!seesDrafts(actor, document)) return 0
      const submitted = await findSubmitted(tx, actor, reference, 'last')
      return submitted ? (await countComments(tx, actor.orgId, submitted.version.id)).open : 0
    }),

  /**
   * The open comments on the text that was submitted last, each with the place of its paragraph in the draft.
   * @throws not_found, forbidden, unavailable
   */
  async inDraft(actor: Actor, reference: string): Promise<{ comment: Thread['comment']; place: Place }[]> {
    const found = await transact(deps, actor, async (tx) => {
      const submitted = await findSubmitted(tx, actor, reference, 'last')
      if (!submitted || !seesDrafts(actor, submitted.document)) return null
      const { document, version, standing } = submitted
      const rows = await firstComments(tx, actor.orgId, version.id, { open: true, limit: COMMENT_LIMITS.threads })
      if (rows.length === 0) return null
      const draft = await findDraft(tx, actor.orgId, document.id)
      if (!draft) return null
      return {
        threads: threadsOf(rows, [], { standing, me: actor.membershipId }),
        from: await textOf(tx, actor.orgId, version.id),
        to: { ...draft.draft, title: document.title },
      }
    })
    if (!found) return []
    const { threads, from, to } = found
    const anchors = threads.map(({ comment }) => comment.anchor)
    const places = await deps.texts.place(from, anchors, to)
    return threads.flatMap(({ comment }, at) => {
      const place = places[at]
      return place ? [{ comment, place }] : []
    })
  },

  /** One comment with its answers. @throws not_found, forbidden */
  get: (actor: Actor, commentId: string) =>
    transact(deps, actor, async (tx) => {
      const { comment, submitted } = await requireThread(tx, actor, commentId)
      const answers = await answersTo(tx, comment, [comment.number], COMMENT_LIMITS.answers)
      const [thread] = threadsOf([comment], answers, { standing: submitted.standing, me: actor.membershipId })
      if (!thread) throw new Error('a comment is pinned to a paragraph')
      return { ...thread, submitted }
    }),
})
