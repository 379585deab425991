import type { Transaction } from '#db/client.ts'
import { answersTo, type CommentRow, countComments, firstComments } from '#db/queries/comments.ts'
import { findDraft } from '#db/queries/drafts.ts'
import { textOf, type VersionText } from '#db/queries/versions.ts'
import type { Actor } from '#domain/actor.ts'
import type { Anchor, Place } from '#domain/comments/anchor.ts'
import { assertMayBegin, COMMENT_LIMITS, maySettle } from '#domain/comments/rules.ts'
import { DomainError } from '#domain/errors.ts'
import { can } from '#domain/roles.ts'
import { isOwn, requireDocument } from '../documents/require.ts'
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
  /** Whether the reader may take the wording that it proposes, or leave it. */
  mayTake: boolean
  /** What the wording that it proposes changes, as HTML; null: it proposes none. */
  change: string | null
}

/** What a reader of the comments may do. */
const mayOf = ({ standing, round }: Submitted) => ({
  begin: (standing.own || standing.asked) && round.status === 'running',
  answer: standing.own || standing.asked,
})

const NOTHING = { submitted: null, threads: [] as Thread[], total: 0, open: 0, may: { begin: false, answer: false } }

function threadsOf(
  firsts: readonly CommentRow[],
  answers: readonly CommentRow[],
  { standing, document }: Pick<Submitted, 'standing' | 'document'>,
  actor: Actor,
): Thread[] {
  const mayEdit = can(actor, 'documents.edit', { own: isOwn(actor, document) })
  return firsts.flatMap((comment): Thread[] => {
    const { anchor } = comment
    if (!anchor) return []
    const own = answers.filter(({ number }) => number === comment.number)
    const isOpen = comment.wording !== null && comment.resolvedAt === null
    return [
      {
        comment: { ...comment, anchor },
        answers: own,
        maySettle: comment.outcome === null && maySettle(standing, comment.authorId === actor.membershipId),
        mayTake: mayEdit && isOpen,
        change: null,
      },
    ]
  })
}

/** The text, where wordings of it are proposed that have to be shown. */
const textWithWordings = (tx: Transaction, threads: readonly Thread[]): Promise<VersionText> | null => {
  const proposing = threads.find(({ comment }) => comment.wording !== null)?.comment
  return proposing ? textOf(tx, proposing.orgId, proposing.versionId) : null
}

/** The same, each with what the wording that it proposes changes. */
async function withChanges(deps: Deps, threads: Thread[], text: VersionText | null): Promise<Thread[]> {
  if (!text) return threads
  const wordings = threads.flatMap(({ comment: { anchor, wording } }) =>
    wording === null ? [] : [{ anchor, wording }],
  )
  const changes = (await deps.texts.showWordings(text, wordings))[Symbol.iterator]()
  return threads.map((thread) =>
    thread.comment.wording === null ? thread : { ...thread, change: changes.next().value ?? null },
  )
}

/** What is read of comments. */
export const commentReads = (deps: Deps) => ({
  /**
   * A page of the comments on a version, or on the text that was submitted last, with all their answers. `submitted` is null
   * for a text that never was.
   * @throws not_found, forbidden
   */
  async list(actor: Actor, reference: string, number: number | 'last', page: PageAsked = {}) {
    const { text, ...found } = await transact(deps, actor, async (tx) => {
      const submitted = await findSubmitted(tx, actor, reference, number === 'last' ? number : { number })
      if (!submitted) return { ...NOTHING, text: null, page: 1, pages: 1, first: 1, more: false }
      const { id } = submitted.version
      const { total, open } = await countComments(tx, actor.orgId, id)
      const { rows, ...place } = await readPage(page, total, (asked) => firstComments(tx, actor.orgId, id, asked))
      const numbers = rows.map((row) => row.number)
      const answers = await answersTo(tx, { orgId: actor.orgId, versionId: id }, numbers, COMMENT_LIMITS.answers)
      const threads = threadsOf(rows, answers, submitted, actor)
      return { submitted, threads, text: await textWithWordings(tx, threads), open, may: mayOf(submitted), ...place }
    })
    return { ...found, threads: await withChanges(deps, found.threads, text) }
  },

  /** All comments on a version with their newest answers, to be shown beside its text. @throws not_found, forbidden */
  async beside(actor: Actor, reference: string, number: number) {
    const { text, ...found } = await transact(deps, actor, async (tx) => {
      const submitted = await findSubmitted(tx, actor, reference, { number })
      if (!submitted) return { ...NOTHING, text: null }
      const { id } = submitted.version
      const rows = await firstComments(tx, actor.orgId, id, { limit: COMMENT_LIMITS.threads })
      const numbers = rows.map((row) => row.number)
      const answers = await answersTo(tx, { orgId: actor.orgId, versionId: id }, numbers, ANSWERS_BESIDE)
      const threads = threadsOf(rows, answers, submitted, actor)
      const open = rows.filter(({ resolvedAt }) => resolvedAt === null).length
      const text = await textWithWordings(tx, threads)
      return { submitted, threads, text, total: rows.length, open, may: mayOf(submitted) }
    })
    return { ...found, threads: await withChanges(deps, found.threads, text) }
  },

  /**
   * What a paragraph of a version says, for whoever is about to comment on it: its words, and as Markdown, to be written
   * otherwise; null where it has no wording.
   * @throws not_found, forbidden, not_in_round, round_not_running, quote_not_found when there is no such paragraph
   */
  async paragraph(actor: Actor, reference: string, number: number, block: number) {
    const text = await transact(deps, actor, async (tx) => {
      const submitted = await findSubmitted(tx, actor, reference, { number })
      if (!submitted) throw new DomainError('not_found')
      assertMayBegin(submitted.standing, submitted.round.status)
      return textOf(tx, actor.orgId, submitted.version.id)
    })
    const anchor = await deps.texts.anchor(text, block, null)
    if (!anchor) throw new DomainError('quote_not_found')
    return { words: anchor.text, wording: await deps.texts.wordingAt(text, block) }
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
        threads: threadsOf(rows, [], { standing, document }, actor),
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
      const [thread] = threadsOf([comment], answers, submitted, actor)
      if (!thread) throw new Error('a comment is pinned to a paragraph')
      return { ...thread, submitted }
    }),
})
