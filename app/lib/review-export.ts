import { REVIEW_OUTCOME_LABELS, type ReviewOutcomeName } from '#domain/reviews/outcome.ts'
import { csvCell } from './audit-export.ts'

export const DUE_FILE = { type: 'text/csv; charset=utf-8', name: 'reviews-due.csv' } as const
export const MADE_FILE = { type: 'text/csv; charset=utf-8', name: 'reviews-made.csv' } as const

interface DueRow {
  identifier: string
  title: string
  owner: { name: string }
  dueOn: string
  lastReviewedOn: string | null
  lastOutcome: string | null
}

interface MadeRow {
  document: { identifier: string; title: string }
  version: { major: number; minor: number } | null
  review: {
    outcome: ReviewOutcomeName
    reviewerName: string
    reviewerPosition: string | null
    note: string
    evidence: readonly { label: string; url: string }[]
    dueOn: string
    reviewedAt: Date
    nextDueOn: string
    contentHash: string
  }
}

const line = (cells: readonly string[]): string => `${cells.map(csvCell).join(',')}\r\n`
const outcomeIn = (name: string | null): string =>
  name === null ? '' : (Object.entries(REVIEW_OUTCOME_LABELS).find(([outcome]) => outcome === name)?.[1] ?? name)

const DUE_HEAD = ['Document', 'Title', 'Owner', 'Due', 'Last reviewed', 'Last outcome']
const dueLine = ({ identifier, title, owner, dueOn, lastReviewedOn, lastOutcome }: DueRow): string =>
  line([identifier, title, owner.name, dueOn, lastReviewedOn ?? '', outcomeIn(lastOutcome)])

const MADE_HEAD = [
  'Document',
  'Title',
  'Version',
  'Outcome',
  'Reviewer',
  'Position',
  'Due',
  'Reviewed (UTC)',
  'Next due',
  'Note',
  'Evidence',
  'Hash of the text',
]
const madeLine = ({ document, version, review }: MadeRow): string =>
  line([
    document.identifier,
    document.title,
    version ? `${version.major}.${version.minor}` : '',
    outcomeIn(review.outcome),
    review.reviewerName,
    review.reviewerPosition ?? '',
    review.dueOn,
    review.reviewedAt.toISOString(),
    review.nextDueOn,
    review.note,
    review.evidence.map(({ label, url }) => `${label} (${url})`).join('; '),
    review.contentHash,
  ])

/** Rows as a file, page by page. It begins with a mark by which spreadsheets read it as UTF-8. */
async function* csv<Row>(
  head: readonly string[],
  pages: AsyncIterable<readonly Row[]>,
  toLine: (row: Row) => string,
): AsyncGenerator<string> {
  yield `\uFEFF${line(head)}`
  for await (const page of pages) yield page.map(toLine).join('')
}

/** The reviews that are due. */
export const dueCsv = (pages: AsyncIterable<readonly DueRow[]>) => csv(DUE_HEAD, pages, dueLine)

/** The reviews that were made, with what the reviewers wrote. */
export const madeCsv = (pages: AsyncIterable<readonly MadeRow[]>) => csv(MADE_HEAD, pages, madeLine)
