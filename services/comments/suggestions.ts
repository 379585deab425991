import { type CommentRow, settleComment } from '#db/queries/comments.ts'
import { findDraft, writeDraft } from '#db/queries/drafts.ts'
import { textOf } from '#db/queries/versions.ts'
import type { Actor } from '#domain/actor.ts'
import type { Anchor } from '#domain/comments/anchor.ts'
import { DomainError } from '#domain/errors.ts'
import { authorize } from '#domain/roles.ts'
import type { RedlineSide } from '../content/redline.ts'
import type { Wording } from '../content/suggestions.ts'
import { isOwn, requireDocument, requireDraft, requireEditable, staleDraft } from '../documents/require.ts'
import { indexText } from '../documents/search-index.ts'
import { withdraw } from '../rounds/commands.ts'
import { type Deps, joinTransaction, memberOf, transact } from '../transaction.ts'
import { checked } from '../writing.ts'
import { SettleSuggestion } from './input.ts'
import { record } from './record.ts'
import { requireLockedThread, requireThread } from './require.ts'

const REFUSED = {
  no_wording_here: 'Only headings, paragraphs and items of lists can be worded otherwise.',
  not_one_paragraph: 'Write one paragraph. Lists, tables and empty lines are more than that.',
}

/**
 * Where a comment is pinned, with the wording that it proposes; null: it proposes none.
 * @throws quote_not_found, wording_refused, content_too_large, unavailable
 */
export async function readProposal(
  deps: Deps,
  text: RedlineSide,
  { block, quote, wording }: { block: number; quote: string; wording: string | undefined },
): Promise<{ anchor: Anchor; wording: string | null }> {
  const read = wording ? await deps.texts.readWording(text, block, wording) : 'same_wording'
  if (read === 'no_wording_here' || read === 'not_one_paragraph') {
    throw new DomainError('wording_refused', { why: REFUSED[read] })
  }
  const anchor = await deps.texts.anchor(text, block, quote || null)
  if (!anchor) throw new DomainError('quote_not_found')
  return { anchor, wording: typeof read === 'string' ? null : read.wording }
}

/** What authors do with the wordings that others propose. */
export const suggestionCommands = (deps: Deps) => ({
  /**
   * Takes a proposed wording into the draft. What was signed stays as it is: a text in review is withdrawn first, if the
   * input says so.
   * @throws not_found, forbidden, invalid_transition, suggestion_settled, suggestion_not_applicable, unavailable
   */
  async take(actor: Actor, commentId: string, given: SettleSuggestion = {}): Promise<void> {
    const input = checked(SettleSuggestion, given)
    const at = deps.clock.now()
    const me = memberOf(actor)
    const read = await transact(deps, actor, async (tx) => {
      const { comment, submitted } = await requireThread(tx, actor, commentId)
      const document = await requireDocument(tx, actor, comment.documentId)
      authorize(actor, 'documents.edit', { own: isOwn(actor, document) })
      const wording = requireOpen(comment)
      const from = await textOf(tx, actor.orgId, submitted.version.id)
      return { wording, from, draft: await requireDraft(tx, document), title: document.title }
    })
    const { draft } = read
    const content = await deps.texts.takeWording(read.from, read.wording, { ...draft, title: read.title })
    if (content === null) throw new DomainError('suggestion_not_applicable')
    const indexed = await deps.texts.index(content, draft.variables)
    return transact(deps, actor, async (tx) => {
      const { comment, submitted } = await requireLockedThread(tx, actor, commentId)
      requireOpen(comment)
      if (input.withdraw && submitted.document.status === 'in_review') {
        const reason = `Suggestion ${comment.number} is taken into the text.`
        await joinTransaction(tx, actor, () => withdraw(deps, actor, comment.documentId, { reason }))
      }
      const document = await requireEditable(tx, actor, comment.documentId, 'changed by a suggestion')
      // Whoever takes it answers for it: a signer who helped with a word may still sign the next text.
      const change = { content, variables: draft.variables, authorIds: [me], updatedBy: me, at }
      const saved = await writeDraft(tx, actor.orgId, document.id, draft.revision, change)
      if (!saved) throw staleDraft(await findDraft(tx, actor.orgId, document.id))
      await indexText(tx, document, false, indexed)
      const outcome = { is: 'taken' as const, reason: input.reason }
      await settleComment(tx, comment, { at, by: me, byName: actor.name, outcome })
      record(tx, actor, submitted, { action: 'suggestion.taken', comment: comment.number, reason: input.reason }, at)
    })
  },

  /** Leaves a proposed wording. @throws not_found, forbidden, suggestion_settled */
  async leave(actor: Actor, commentId: string, given: SettleSuggestion = {}): Promise<void> {
    const { reason } = checked(SettleSuggestion, given)
    const at = deps.clock.now()
    return transact(deps, actor, async (tx) => {
      const { comment, submitted } = await requireLockedThread(tx, actor, commentId)
      authorize(actor, 'documents.edit', { own: isOwn(actor, submitted.document) })
      requireOpen(comment)
      const resolved = { at, by: memberOf(actor), byName: actor.name, outcome: { is: 'left' as const, reason } }
      await settleComment(tx, comment, resolved)
      record(tx, actor, submitted, { action: 'suggestion.left', comment: comment.number, reason }, at)
    })
  },
})

/** The wording that a comment proposes, while it is neither taken nor left. @throws suggestion_settled */
function requireOpen({ anchor, wording, resolvedAt }: CommentRow): Wording {
  if (!anchor || wording === null || resolvedAt !== null) throw new DomainError('suggestion_settled')
  return { anchor, wording }
}
