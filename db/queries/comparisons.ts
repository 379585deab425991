import { and, eq } from 'drizzle-orm'
import type { Transaction } from '#db/client.ts'
import { comparisons } from '#db/schema/index.ts'
import type { Comparison } from '#domain/documents/comparison.ts'

/** Which comparison: of two versions, by rules of a number. */
export type ComparisonKey = { orgId: string; fromVersionId: string; toVersionId: string; rules: number }

/** A comparison that was kept, or null. Whether the reader may see both versions is the caller's to check. */
export async function findComparison(tx: Transaction, key: ComparisonKey): Promise<Comparison | null> {
  const [row] = await tx
    .select()
    .from(comparisons)
    .where(
      and(
        eq(comparisons.orgId, key.orgId),
        eq(comparisons.fromVersionId, key.fromVersionId),
        eq(comparisons.toVersionId, key.toVersionId),
        eq(comparisons.rules, key.rules),
      ),
    )
  if (!row) return null
  const { changes, renumbered, wordsAdded, wordsRemoved, summary, note, html } = row
  return { changes, renumbered, words: { added: wordsAdded, removed: wordsRemoved }, summary, note, html }
}

/** Keeps a comparison. Of two readers who asked at once, the first one's is kept; both are the same. */
export async function keepComparison(tx: Transaction, key: ComparisonKey, comparison: Comparison): Promise<void> {
  const { words, ...rest } = comparison
  await tx
    .insert(comparisons)
    .values({ ...key, ...rest, wordsAdded: words.added, wordsRemoved: words.removed })
    .onConflictDoNothing()
}
