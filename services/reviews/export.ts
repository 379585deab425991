import type { Transaction } from '#db/client.ts'
import { listDue, listMade, type MadeReview } from '#db/queries/reviews-due.ts'
import { rulesOf } from '#db/queries/rules.ts'
import type { Actor } from '#domain/actor.ts'
import { dateIn } from '#domain/dates.ts'
import { readerOf } from '#domain/documents/access.ts'
import { windowSpan } from '#domain/reviews/windows.ts'
import { type Deps, transact } from '../transaction.ts'
import type { DueAsked } from './list.ts'

/** Rows that are read at once for an export. */
const EXPORT_PAGE = 500

type DueReview = Awaited<ReturnType<typeof listDue>>[number]

/** Reviews as files, in pages of which none keeps a transaction open while it is sent. */
export const reviewExports = (deps: Deps) => ({
  /** The reviews that are due, as the list shows them by the same filter. */
  async exportDue(actor: Actor, { window = null, on = null, ownerId = null }: DueAsked = {}) {
    const reader = readerOf(actor)
    const filter = await transact(deps, actor, async (tx) => {
      const { timeZone } = await rulesOf(tx, actor.orgId)
      const span = on === null ? windowSpan(window, dateIn(deps.clock.now(), timeZone)) : { from: on, until: on }
      return { ...span, ownerId }
    })
    // By number, as the page shows them: a row after which the next page could begin moves when it is reviewed meanwhile.
    return pagesOf<DueReview>(deps, actor, (tx, { limit, offset }) =>
      listDue(tx, actor.orgId, reader, filter, { limit, offset }),
    )
  },

  /** All reviews that were made of documents that the actor may read, the newest first. */
  exportMade(actor: Actor) {
    const reader = readerOf(actor)
    return pagesOf<MadeReview>(deps, actor, (tx, { limit, last }) =>
      listMade(tx, actor.orgId, reader, null, { limit, offset: 0, after: last?.review.id }),
    )
  },
})

interface NextPage<Row> {
  limit: number
  offset: number
  /** Of the page before. */
  last: Row | undefined
}

/** A list in pages. The first is read at once, so that a refusal is an answer and not a file that breaks off. */
async function pagesOf<Row>(
  deps: Deps,
  actor: Actor,
  list: (tx: Transaction, next: NextPage<Row>) => PromiseLike<Row[]>,
): Promise<AsyncIterable<Row[]>> {
  const read = (offset: number, last?: Row) =>
    transact(deps, actor, async (tx) => list(tx, { limit: EXPORT_PAGE, offset, last }))
  const first = await read(0)
  return (async function* () {
    let page = first
    for (let next = EXPORT_PAGE; page.length > 0; next += EXPORT_PAGE) {
      yield page
      page = page.length < EXPORT_PAGE ? [] : await read(next, page.at(-1))
    }
  })()
}
