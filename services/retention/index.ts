import { setTimeout as sleep } from 'node:timers/promises'
import { acrossOrganizations } from '#db/client.ts'
import { deleteExpired, doomFiles, forgetFiles } from '#db/queries/retention.ts'
import { PROCESS_KINDS } from '#domain/processes.ts'
import { expiredBefore, RETAINED, type Retained } from '#domain/retention.ts'
import { PROCESSES } from '../processes/kinds.ts'
import type { Deps } from '../transaction.ts'

type Needed = Pick<Deps, 'db' | 'objects'>

export interface SweepOptions {
  /** The most rows of one statement: its locks are held briefly. */
  batch: number
  /** Between two statements, so that others get their turn at the disk. */
  pauseMs: number
  /** Ends the sweep after the batch under way. */
  signal?: AbortSignal
}

export const USUAL: SweepOptions = { batch: 1_000, pauseMs: 100 }

/** How many rows of each kind were deleted. */
export type Swept = Record<Retained, number>

/**
 * Deletes all rows whose time is over by the table of domain/retention.ts, and files that nothing points to. It works in
 * batches, each a transaction of its own. It may be stopped at any moment, and several may run at once: what one leaves
 * the next one takes.
 */
export async function sweep(deps: Needed, now: Date, options: SweepOptions = USUAL): Promise<Swept> {
  const swept = {} as Swept
  for (const name of RETAINED) swept[name] = await sweepAll(deps, name, expiredBefore(name, now), options)
  return swept
}

async function sweepAll(
  deps: Needed,
  name: Retained,
  before: Date,
  { batch, pauseMs, signal }: SweepOptions,
): Promise<number> {
  for (let total = 0; ; await sleep(pauseMs, undefined, { signal })) {
    signal?.throwIfAborted()
    const deleted = await sweepBatch(deps, name, before, batch)
    total += deleted
    if (deleted < batch) return total
  }
}

const sweepBatch = (deps: Needed, name: Retained, before: Date, limit: number): Promise<number> =>
  name === 'unusedFiles'
    ? sweepFiles(deps, before, limit)
    : acrossOrganizations(deps.db, (tx) =>
        deleteExpired(tx, name, { before, limit, needed: PROCESS_KINDS.map((kind) => PROCESSES[kind].needsMessage()) }),
      )

/**
 * The row is marked first, the file deleted next, the row last: whenever this stops in between, the row still names the
 * file. A marked file is taken by no printer, and no file has its name again, so a file that is deleted late is the same one.
 */
async function sweepFiles({ db, objects }: Needed, before: Date, limit: number): Promise<number> {
  const keys = await acrossOrganizations(db, (tx) => doomFiles(tx, { before, limit }))
  for (const key of keys) await objects.delete(key)
  if (keys.length > 0) await acrossOrganizations(db, (tx) => forgetFiles(tx, keys))
  return keys.length
}
