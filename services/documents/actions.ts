import { type ActionRow, actionRows } from '#db/queries/document-actions.ts'
import type { Actor } from '#domain/actor.ts'
import { readerOf } from '#domain/documents/access.ts'
import { type Deps, transact } from '../transaction.ts'

/** What of a document decides what can be done with it, as far as this reader sees it. */
export interface ActionSummary extends Omit<ActionRow, 'entitled' | 'awaited'> {
  /** A sign-off that waits for the reader. */
  mySignoffId: string | null
  awaited: { signerId: string; name: string }[]
}

/** For each of these documents that the reader may see, what decides what can be done with it. @param ids a bounded list */
export async function actionSummaries(
  deps: Deps,
  actor: Actor,
  ids: readonly string[],
): Promise<Map<string, ActionSummary>> {
  if (ids.length === 0) return new Map()
  const rows = await transact(deps, actor, (tx) => actionRows(tx, actor.orgId, readerOf(actor), ids))
  return new Map(rows.map((row) => [row.id, summaryFor(actor, row)]))
}

/** A round is for owners, for readers of drafts and for whoever is asked in it. */
function summaryFor(actor: Actor, { entitled, awaited, ...row }: ActionRow): ActionSummary {
  const mine = awaited.find(({ signerId }) => signerId === actor.membershipId)
  return {
    ...row,
    roundRunning: entitled && row.roundRunning,
    awaited: entitled ? awaited : [],
    mySignoffId: mine?.signoffId ?? null,
  }
}
