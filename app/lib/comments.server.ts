import type { Actor } from '#domain/actor.ts'
import { paths } from '#domain/paths.ts'
import { replaceMarks } from '#services/content/paragraph-marks.ts'
import {
  type CommentsView,
  type CommentView,
  commentAnchor,
  type DraftComment,
  paragraphAnchor,
  type ThreadView,
} from './comments.ts'
import type { Services } from './context.ts'
import { isDomainError } from './errors.server.ts'
import { countOf } from './format.ts'

type Listed = Awaited<ReturnType<Services['comments']['list']>>
type Thread = Listed['threads'][number]

const commentView = ({ id, authorName, authorPosition, createdAt, body }: Thread['answers'][number]): CommentView => ({
  id,
  by: { name: authorName, position: authorPosition },
  at: createdAt.toISOString(),
  body,
})

/** A comment as pages show it. */
export const threadView = ({ comment, answers, maySettle, mayTake, change }: Thread): ThreadView => ({
  ...commentView(comment),
  number: comment.number,
  block: comment.anchor.block,
  text: comment.anchor.text,
  quote: comment.anchor.quote,
  resolved:
    comment.resolvedAt === null ? null : { by: comment.resolvedByName ?? '', at: comment.resolvedAt.toISOString() },
  answers: answers.map(commentView),
  earlier: (answers[0]?.position ?? 1) - 1,
  maySettle,
  suggestion: change === null ? null : { change, outcome: comment.outcome, reason: comment.outcomeReason, mayTake },
})

/** The comments to be shown beside a version; none for whoever may not read them, and for a text that was never submitted. */
export async function readComments(
  { comments }: Services,
  actor: Actor,
  identifier: string,
  version: number,
): Promise<CommentsView> {
  const none = { submitted: null, threads: [], may: { begin: false, answer: false } }
  const { submitted, threads, may } = await comments.beside(actor, identifier, version).catch((error: unknown) => {
    if (isDomainError(error) && error.code === 'forbidden') return none
    throw error
  })
  const inReview = submitted?.round.status === 'running'
  return { org: actor.orgSlug, identifier, version, threads: threads.map(threadView), may, inReview }
}

/** The open comments on the text that was submitted last, beside the draft. */
export async function draftComments({ comments }: Services, actor: Actor, reference: string): Promise<DraftComment[]> {
  const found = await comments.inDraft(actor, reference)
  return found.map(({ comment, place }) => ({
    id: comment.id,
    number: comment.number,
    by: comment.authorName,
    at: comment.createdAt.toISOString(),
    body: comment.body,
    suggests: comment.wording !== null,
    quote: comment.anchor.quote,
    text: place.kind === 'here' ? place.text : null,
    was: comment.anchor.text,
    block: place.kind === 'here' ? place.block : place.behind,
  }))
}

// Lucide "message-square-plus", as text: it stands in the text of the document.
const ICON =
  '<svg class="i" aria-hidden="true" viewBox="0 0 24 24" width="16" height="16" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"><path d="M22 17a2 2 0 0 1-2 2H6.828a2 2 0 0 0-1.414.586l-2.202 2.202A.71.71 0 0 1 2 21.286V5a2 2 0 0 1 2-2h16a2 2 0 0 1 2 2z"/><path d="M12 8v6"/><path d="M9 11h6"/></svg>'

/**
 * A text with a place behind each paragraph: for the link to comment on it, and for its comments. Without scripts a link leads
 * to those.
 * @param html with the marks of `paragraphMark`
 * @param signoff whose page it is, to come back to
 */
export function withPlaces(
  html: string,
  { org, identifier, version, threads, may }: CommentsView,
  signoff?: string,
): string {
  const counts = new Map<number, ThreadView[]>()
  for (const thread of threads) counts.set(thread.block, [...(counts.get(thread.block) ?? []), thread])
  return replaceMarks(html, (block) => {
    const [first, ...others] = counts.get(block) ?? []
    if (!first && !may.begin) return ''
    const ask = paths.documentComments(org, identifier, { version, block, signoff }).replaceAll('&', '&amp;')
    const begin = `<a class="pin-link" href="${ask}" data-block="${block}" aria-label="Comment on this paragraph" title="Comment">${ICON}</a>`
    const there = `${paths.documentComments(org, identifier, { version })}#${commentAnchor(first?.number ?? 0)}`
    const read = first ? `<a class="pin-read" href="${there}">${countOf(others.length + 1, 'comment')}</a>` : ''
    return `<div class="pins" id="${paragraphAnchor(block)}" data-block="${block}">${may.begin ? begin : ''}${read}</div>`
  })
}
