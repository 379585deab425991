import { type AgendaEntry, listAgenda } from '#db/queries/agenda.ts'
import { rulesOf } from '#db/queries/rules.ts'
import type { Actor } from '#domain/actor.ts'
import { addDays, dateIn } from '#domain/dates.ts'
import { readerOf } from '#domain/documents/access.ts'
import { type Deps, transact } from './kernel.ts'

/** What the next days bring. */
export const agendaService = (deps: Deps) => ({
  /** From today on, by the calendar of the organization, soonest first. @param days how far to look */
  async upcoming(actor: Actor, days: number, limit: number): Promise<AgendaEntry[]> {
    return transact(deps, actor, async (tx) => {
      const { timeZone } = await rulesOf(tx, actor.orgId)
      const from = dateIn(deps.clock.now(), timeZone)
      return listAgenda(tx, actor.orgId, readerOf(actor), { from, until: addDays(from, days), timeZone, limit })
    })
  },
})

export type AgendaService = ReturnType<typeof agendaService>
