import type { Transaction } from '#db/client.ts'
import type { DocumentRow } from '#db/queries/documents.ts'
import { publicationInEffect } from '#db/queries/publications.ts'
import { lastFoundRight } from '#db/queries/reviews.ts'
import { rulesOf } from '#db/queries/rules.ts'
import { dateIn, type PlainDate } from '#domain/dates.ts'
import { frequencyOf, type ReviewFrequency, rescheduled } from '#domain/documents/review.ts'

/**
 * The columns of a document that is to be reviewed as often as this. In effect, its next review counts from the last one,
 * or from the day on which it went into effect. Without a change nothing moves.
 * @param frequency null: not reviewed regularly
 */
export async function reviewColumns(
  tx: Transaction,
  document: DocumentRow,
  frequency: ReviewFrequency | null,
  at: Date,
): Promise<Partial<Pick<DocumentRow, 'reviewEvery' | 'reviewUnit' | 'nextReviewDate'>>> {
  const before = frequencyOf(document)
  if (frequency === null) return { reviewEvery: null, reviewUnit: null, nextReviewDate: null }
  const columns = { reviewEvery: frequency.count, reviewUnit: frequency.unit }
  if (before?.count === frequency.count && before.unit === frequency.unit) return columns
  const { timeZone } = await rulesOf(tx, document.orgId)
  const last = await lastDay(tx, document, timeZone)
  return last === null ? columns : { ...columns, nextReviewDate: rescheduled(frequency, last, dateIn(at, timeZone)) }
}

/** The day on which a document was last known to be right; null for one that is not in effect. */
async function lastDay(tx: Transaction, document: DocumentRow, timeZone: string): Promise<PlainDate | null> {
  const inEffect = await publicationInEffect(tx, document.orgId, document.id)
  if (!inEffect) return null
  const published = dateIn(inEffect.effectiveFrom, timeZone)
  const reviewed = await lastFoundRight(tx, document.orgId, document.id)
  return reviewed !== null && reviewed > published ? reviewed : published
}

/** Whether a change of a document is one that the process of its reviews must look at. */
export const concernsReviews = (before: DocumentRow, after: DocumentRow): boolean =>
  (['ownerId', 'secondOwnerId', 'nextReviewDate', 'reviewEvery', 'reviewUnit'] as const).some(
    (column) => before[column] !== after[column],
  )
