import { z } from 'zod'
import { DOCUMENT_STATUSES } from '#domain/documents/status.ts'
import { cursorOf, cursorTo } from '../common/query.ts'

/** What the library can be sorted by, with the values that a cursor may carry: it comes back from outside. */
const VALUES = {
  identifier: z.string().max(64),
  title: z.string().max(500),
  category: z.string().max(100),
  status: z.enum(DOCUMENT_STATUSES),
  updatedAt: z.iso.datetime(),
  nextReviewDate: z.iso.date().nullable(),
} as const
type Column = keyof typeof VALUES
export const LIBRARY_SORTS = [...(Object.keys(VALUES) as Column[]), 'relevance'] as const

const ORDERED_BY_IDENTIFIER: readonly Column[] = ['status', 'category']
const MOST_PAGES = 1_000
/** PostgreSQL holds no text with this in it, and says so as if it were our error. */
const withoutNul = (text: string) => !text.includes('\0')

const asJson = z.string().transform((text, context) => {
  try {
    return JSON.parse(text) as unknown
  } catch {
    context.addIssue({ code: 'custom', message: 'not JSON' })
    return z.NEVER
  }
})

const place = z
  .tuple([z.string(), z.boolean(), z.string().nullable(), z.string().refine(withoutNul)])
  .transform(([sort, descending, value, tie], context) => {
    const column = (Object.keys(VALUES) as Column[]).find((name) => name === sort)
    const read = column && VALUES[column].safeParse(value)
    const ordered = column && (ORDERED_BY_IDENTIFIER.includes(column) || z.uuid().safeParse(tie).success)
    if (read?.success && ordered && withoutNul(value ?? '')) {
      return { sort: column, descending, after: { value: read.data, tie } }
    }
    context.addIssue({ code: 'custom', message: 'not a place in this list' })
    return z.NEVER
  })

/** What search found best is a short list that has no other order, so its pages are numbered. */
const numbered = z
  .tuple([z.literal('relevance'), z.int().min(2).max(MOST_PAGES)])
  .transform(([sort, page]) => ({ sort, descending: false, page }) as const)

/**
 * The library's cursor: the last row of the page before, with the order it was last in. So a list that is read to its
 * end holds every document that stayed where it was, exactly once, however many are made and changed meanwhile.
 */
export const libraryCursor = cursorOf(asJson.pipe(z.union([place, numbered])))

/** The cursor of the page after a row. */
export const cursorAfter = (
  order: { sort: (typeof LIBRARY_SORTS)[number]; descending: boolean; page: number },
  last: { value: string | null; tie: string },
): string =>
  cursorTo(
    JSON.stringify(
      order.sort === 'relevance' ? [order.sort, order.page + 1] : [order.sort, order.descending, last.value, last.tie],
    ),
  )
