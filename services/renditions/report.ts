import { findRendition, requestRendition } from '#db/queries/renditions.ts'
import type { Actor } from '#domain/actor.ts'
import { type ReportModel, reportHash } from '../print/report.ts'
import { type Deps, transact } from '../transaction.ts'
import { askPrinter, type RenditionFile, whenPrinted } from './wait.ts'

/**
 * The PDF of a report; made when nobody asked for exactly this before. Who asks has made sure that the actor may see it.
 * @throws rendition_missing when it is not there in time: the printer goes on, ask again
 */
export async function printReport(
  deps: Deps,
  actor: Actor,
  model: ReportModel,
  fileName: string,
  patienceMs?: number,
): Promise<RenditionFile> {
  const hash = reportHash(model)
  const row = await transact(deps, actor, async (tx) => {
    const found = await findRendition(tx, actor.orgId, hash)
    if (!found) await requestRendition(tx, { orgId: actor.orgId, hash, format: 'pdf', model: { ...model } })
    if (found?.status !== 'stored') askPrinter(tx, actor.orgId, hash)
    return found
  })
  return whenPrinted(deps, actor, { hash, row, fileName }, patienceMs)
}
