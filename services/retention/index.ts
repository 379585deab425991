import { setTimeout as sleep } from 'node:timers/promises'
import { acrossOrganizations } from '#db/client.ts'
import { deleteExpired, deleteRenditions, expireRenditions, filesInUse } from '#db/queries/retention.ts'
import { expiredBefore, RETAINED, type Retained } from '#domain/retention.ts'
import type { Deps } from '../transaction.ts'

type Needed = Pick<Deps, 'db' | 'objects'>

export interface SweepOptions {
  /** The most rows of one statement: its locks are held briefly. */
  batch: number
  /** Between two statements, so that others get their turn at the disk. */
  pauseMs: number
}

const USUAL: SweepOptions = { batch: 1_000, pauseMs: 100 }
/** Each rendition may have a file to be deleted, between two short transactions. */
const MOST_FILES = 100

/** How many rows of each kind were deleted. */
export type Swept = Record<Retained, number>

/**
 * Deletes all rows, and the files of renditions, whose time is over by the table of domain/retention.ts. It works in
 * batches, each a transaction of its own. It may be stopped at any moment, and several may run at once: what one leaves
 * the next one takes.
 */
export async function sweep(deps: Needed, now: Date, options: SweepOptions = USUAL): Promise<Swept> {
  const swept = {} as Swept
  for (const name of RETAINED) swept[name] = await sweepAll(deps, name, expiredBefore(name, now), options)
  return swept
}

async function sweepAll(deps: Needed, name: Retained, before: Date, { batch, pauseMs }: SweepOptions): Promise<number> {
  const limit = name === 'renditions' ? Math.min(batch, MOST_FILES) : batch
  for (let total = 0; ; await sleep(pauseMs)) {
    const deleted = await sweepBatch(deps, name, before, limit)
    total += deleted
    if (deleted < limit) return total
  }
}

const sweepBatch = (deps: Needed, name: Retained, before: Date, limit: number): Promise<number> =>
  name === 'renditions'
    ? sweepRenditions(deps, before, limit)
    : acrossOrganizations(deps.db, (tx) => deleteExpired(tx, name, before, limit))

/**
 * The row is marked first, the file deleted next, the row last: whenever this stops in between, the row still names the
 * file. While the row is marked nobody prints the file, so no new file is deleted.
 */
async function sweepRenditions({ db, objects }: Needed, before: Date, limit: number): Promise<number> {
  const rows = await acrossOrganizations(db, (tx) => expireRenditions(tx, before, limit))
  const keys = [...new Set(rows.flatMap(({ objectKey }) => objectKey ?? []))]
  const inUse = keys.length === 0 ? new Set() : await acrossOrganizations(db, (tx) => filesInUse(tx, keys))
  for (const key of keys) if (!inUse.has(key)) await objects.delete(key)
  await acrossOrganizations(db, (tx) => deleteRenditions(tx, rows))
  return rows.length
}
