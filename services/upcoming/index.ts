import { rulesOf } from '#db/queries/rules.ts'
import { listUpcoming, type UpcomingEntry } from '#db/queries/upcoming.ts'
import type { Actor } from '#domain/actor.ts'
import { addDays, dateIn } from '#domain/dates.ts'
import { readerOf } from '#domain/documents/access.ts'
import { type Deps, transact } from '../transaction.ts'

/** What the next days bring. */
export const upcomingService = (deps: Deps) => ({
  /** From today on, by the calendar of the organization, soonest first. @param days how far to look */
  async list(actor: Actor, days: number, limit: number): Promise<UpcomingEntry[]> {
    return transact(deps, actor, async (tx) => {
      const { timeZone } = await rulesOf(tx, actor.orgId)
      const from = dateIn(deps.clock.now(), timeZone)
      return listUpcoming(tx, actor.orgId, readerOf(actor), { from, until: addDays(from, days), timeZone, limit })
    })
  },
})

export type UpcomingService = ReturnType<typeof upcomingService>
