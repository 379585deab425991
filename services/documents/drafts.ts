import { findDraft, forgetImportWarnings, writeDraft } from '#db/queries/drafts.ts'
import type { Actor } from '#domain/actor.ts'
import { DomainError } from '#domain/errors.ts'
import { authorize, can } from '#domain/roles.ts'
import { borrowImages } from '../attachments/of-text.ts'
import type { SentText } from '../content/read.ts'
import { type Deps, memberOf, transact } from '../transaction.ts'
import { checked } from '../writing.ts'
import { SaveDraft } from './input.ts'
import { isOwn, requireDocument, requireEditable, requireLocked, staleDraft } from './require.ts'
import { indexText } from './search-index.ts'

/** The working copy of a document. */
export const draftService = (deps: Deps) => ({
  /** The draft, for those who read drafts. @throws not_found, forbidden */
  async get(actor: Actor, reference: string) {
    return transact(deps, actor, async (tx) => {
      const document = await requireDocument(tx, actor, reference)
      const own = isOwn(actor, document)
      if (!own) authorize(actor, 'documents.read_drafts')
      const found = await findDraft(tx, actor.orgId, document.id)
      if (!found) throw new DomainError('not_found')
      return {
        document,
        ...found.draft,
        updatedByName: found.updatedByName,
        editable: document.status === 'draft' && can(actor, 'documents.edit', { own }),
      }
    })
  },

  /**
   * Writes the draft if it is still at the revision that was read. Autosaves leave no audit row: the version that is
   * saved or submitted does, with its hash and its authors. A text from outside replaces what is known of the last one that was
   * left out; what somebody types does not.
   * @throws not_found, forbidden, invalid_transition, invalid_input, stale_revision (with who wrote, when, and the
   *   revision now), content_too_large
   */
  async save(actor: Actor, reference: string, given: SaveDraft, from: 'outside' | 'editor' = 'outside') {
    const me = memberOf(actor)
    const input = checked(SaveDraft, given)
    const { content, warnings } = await deps.texts.read(await withTitle(deps, actor, reference, input.content))
    // Read before, because the text is indexed outside the transaction; at another revision the draft is not written.
    const kept = input.variables ? null : await this.get(actor, reference)
    const variables = input.variables ?? kept?.variables ?? []
    const revision = kept && kept.revision !== input.revision ? null : input.revision
    const indexed = await deps.texts.index(content, variables)
    const at = deps.clock.now()
    return transact(deps, actor, async (tx) => {
      const document = await requireEditable(tx, actor, reference, 'edited')
      const current = await findDraft(tx, actor.orgId, document.id)
      if (!current) throw new DomainError('not_found')
      await borrowImages(tx, actor, document.id, content)
      const importWarnings = from === 'outside' ? warnings : undefined
      const change = { content, variables, importWarnings, authorIds: [me], updatedBy: me, at }
      const saved = revision === null ? null : await writeDraft(tx, actor.orgId, document.id, revision, change)
      if (!saved) throw staleDraft(current)
      await indexText(tx, document, false, indexed)
      return saved
    })
  },

  /** What the last import left out is read, and not shown again. @throws not_found, forbidden */
  async dismissWarnings(actor: Actor, reference: string): Promise<void> {
    await transact(deps, actor, async (tx) => {
      const document = await requireLocked(tx, actor, reference)
      authorize(actor, 'documents.edit', { own: isOwn(actor, document) })
      await forgetImportWarnings(tx, actor.orgId, document.id)
    })
  },
})

export type DraftService = ReturnType<typeof draftService>

/** What is sent, with the title of its document: a Markdown text may begin with it, and it is no part of the text. */
async function withTitle(deps: Deps, actor: Actor, reference: string, sent: SaveDraft['content']): Promise<SentText> {
  if (sent.format !== 'markdown') return sent
  const { title } = await transact(deps, actor, (tx) => requireDocument(tx, actor, reference))
  return { ...sent, title }
}
