import type { Transaction } from '#db/client.ts'
import type { DocumentRow } from '#db/queries/documents.ts'
import { findDraft } from '#db/queries/drafts.ts'
import type { Actor } from '#domain/actor.ts'
import { DomainError } from '#domain/errors.ts'
import type { Comparison, RedlineSide } from '../content/redline.ts'
import { type Deps, transact } from '../transaction.ts'
import { requireDocument } from './require.ts'
import { requireVersion, seesDrafts } from './versions.ts'

/** A side of a comparison: a version by its number, or the draft. */
export type Side = number | 'draft'

export const compareService = (deps: Deps) => ({
  /** What changed between two versions, or a version and the draft. @throws not_found, unavailable */
  async between(actor: Actor, reference: string, from: Side, to: Side): Promise<Comparison> {
    const { before, after } = await transact(deps, actor, async (tx) => {
      const document = await requireDocument(tx, actor, reference)
      return { before: await sideOf(tx, actor, document, from), after: await sideOf(tx, actor, document, to) }
    })
    return deps.redliner.compare(before, after)
  },
})

export type CompareService = ReturnType<typeof compareService>

/** The text of one side with its variables: people compare what they read. */
async function sideOf(tx: Transaction, actor: Actor, document: DocumentRow, side: Side): Promise<RedlineSide> {
  if (side !== 'draft') return requireVersion(tx, actor, document, side)
  const found = await findDraft(tx, actor.orgId, document.id)
  if (!found || !seesDrafts(actor, document)) throw new DomainError('not_found')
  return found.draft
}
