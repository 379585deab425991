import type { PageOfRows } from '#db/page.ts'

/** Which part of a list is asked for. */
export interface PageAsked {
  /** From 1; a page after the last is the last. */
  page?: number
  /** Instead of a page: those after this row. */
  after?: string
  limit?: number
}

export const PAGE_SIZE = 25
export const LONGEST_PAGE = 100

/** Reads one page of a list, and whether there is more of it, by asking for one row too many. */
export async function readPage<Row>(asked: PageAsked, total: number, read: (page: PageOfRows) => PromiseLike<Row[]>) {
  const limit = Math.min(asked.limit ?? PAGE_SIZE, LONGEST_PAGE)
  const pages = Math.max(1, Math.ceil(total / limit))
  const page = Math.min(Math.max(asked.page ?? 1, 1), pages)
  const rows = await read({ limit: limit + 1, offset: asked.after ? 0 : (page - 1) * limit, after: asked.after })
  return {
    rows: rows.slice(0, limit),
    total,
    page,
    pages,
    /** Which of all the first row of the page is, from 1. */
    first: (page - 1) * limit + 1,
    more: rows.length > limit,
  }
}
