import type { Transaction } from '#db/client.ts'
import { type ComparisonKey, findComparison, keepComparison } from '#db/queries/comparisons.ts'
import type { DocumentRow } from '#db/queries/documents.ts'
import { findDraft } from '#db/queries/drafts.ts'
import { textOf } from '#db/queries/versions.ts'
import type { Actor } from '#domain/actor.ts'
import type { Comparison } from '#domain/documents/comparison.ts'
import { DomainError } from '#domain/errors.ts'
import { COMPARISON_RULES, type RedlineSide } from '../content/redline.ts'
import { unlessFull } from '../database-failures.ts'
import { type Deps, transact } from '../transaction.ts'
import { requireDocument } from './require.ts'
import { requireListed, requireVersion, seesDrafts } from './versions.ts'

/** A side of a comparison: a version by its number, or the draft. */
export type Side = number | 'draft'

/** Larger ones are computed each time: there are few, and each would take the room of hundreds. */
const MAX_KEPT_BYTES = 2_000_000

export const compareService = (deps: Deps) => ({
  /**
   * What changed between two versions, or a version and the draft. That of two versions is kept: neither ever changes. The
   * texts are compared outside of any transaction.
   * @throws not_found, unavailable
   */
  async between(actor: Actor, reference: string, from: Side, to: Side): Promise<Comparison> {
    const found = await transact(deps, actor, async (tx) => {
      const document = await requireDocument(tx, actor, reference)
      if (from !== 'draft' && to !== 'draft') return ofVersions(tx, actor, document, from, to)
      const [before, after] = [await sideOf(tx, actor, document, from), await sideOf(tx, actor, document, to)]
      return { before, after, key: null }
    })
    if ('kept' in found) return found.kept
    const { before, after, key } = found
    const { comparison, repeatable } = await deps.texts.compare(before, after)
    if (key && repeatable && Buffer.byteLength(comparison.html) <= MAX_KEPT_BYTES)
      await unlessFull(transact(deps, actor, (tx) => keepComparison(tx, key, comparison)))
    return comparison
  },
})

export type CompareService = ReturnType<typeof compareService>

type Uncompared = { before: RedlineSide; after: RedlineSide; key: ComparisonKey | null }

/** The kept comparison of two versions that this actor may read, or their texts. @throws not_found */
async function ofVersions(
  tx: Transaction,
  actor: Actor,
  document: DocumentRow,
  from: number,
  to: number,
): Promise<{ kept: Comparison } | Uncompared> {
  const { orgId } = actor
  const { id: fromVersionId } = await requireListed(tx, actor, document, { number: from })
  const { id: toVersionId } = await requireListed(tx, actor, document, { number: to })
  const key = { orgId, fromVersionId, toVersionId, rules: COMPARISON_RULES }
  const kept = await findComparison(tx, key)
  if (kept) return { kept }
  return { before: await textOf(tx, orgId, fromVersionId), after: await textOf(tx, orgId, toVersionId), key }
}

/** The text of one side with its title and its variables: all that is signed. @throws not_found */
async function sideOf(tx: Transaction, actor: Actor, document: DocumentRow, side: Side): Promise<RedlineSide> {
  if (side !== 'draft') return requireVersion(tx, actor, document, side)
  const found = await findDraft(tx, actor.orgId, document.id)
  if (!found || !seesDrafts(actor, document)) throw new DomainError('not_found')
  return { ...found.draft, title: document.title }
}
