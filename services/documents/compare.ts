import type { Transaction } from '#db/client.ts'
import type { DocumentRow } from '#db/queries/documents.ts'
import { findDraft } from '#db/queries/drafts.ts'
import type { Actor } from '#domain/actor.ts'
import { DomainError } from '#domain/errors.ts'
import { type Redline, redline } from '../content/redline.ts'
import { renderContent } from '../content/render.ts'
import { type Deps, transact } from '../kernel.ts'
import { requireDocument } from './require.ts'
import { requireVersion, seesDrafts } from './versions.ts'

/** A side of a comparison: a version by its number, or the draft. */
export type Side = number | 'draft'

export const compareService = (deps: Deps) => ({
  /** What changed between two versions, or a version and the draft. @throws not_found */
  async compare(
    actor: Actor,
    reference: string,
    from: Side,
    to: Side,
  ): Promise<{ document: DocumentRow; redline: Redline }> {
    const { document, before, after } = await transact(deps, actor, async (tx) => {
      const document = await requireDocument(tx, actor, reference)
      return { document, before: await sideOf(tx, actor, document, from), after: await sideOf(tx, actor, document, to) }
    })
    return { document, redline: redline(before, after) }
  },
})

export type CompareService = ReturnType<typeof compareService>

/** The text of one side, with its variables filled in: people compare what they read. */
async function sideOf(tx: Transaction, actor: Actor, document: DocumentRow, side: Side): Promise<string> {
  if (side !== 'draft') {
    const version = await requireVersion(tx, actor, document, side)
    return renderContent(version.content, version.variables)
  }
  const draft = await findDraft(tx, actor.orgId, document.id)
  if (!draft || !seesDrafts(actor, document)) throw new DomainError('not_found')
  return renderContent(draft.draft.content, draft.draft.variables)
}
