import { setTimeout as sleep } from 'node:timers/promises'
import type { Transaction } from '#db/client.ts'
import { findRendition, type StoredFile } from '#db/queries/renditions.ts'
import type { Actor } from '#domain/actor.ts'
import { DomainError } from '#domain/errors.ts'
import { enqueue } from '../outbox.ts'
import type { StoredObject } from '../ports.ts'
import { type Deps, transact } from '../transaction.ts'

export interface RenditionFile {
  pdf: StoredObject
  hash: string
  fileName: string
}

/** Activity that prints one hash; also the id's first part: one per hash, however many ask. */
export const PRINT_RENDITION = 'printRendition'
export const renditionQueue = (orgId: string, hash: string): string => `rendition/${orgId}/${hash}`

/** How long a page waits for the printer before it says that the PDF is still being made. */
const PATIENCE_MS = 8_000

/** Asked anew on every look until the file is stored: a job under way is used, one that gave up is begun again. */
export const askPrinter = (tx: Transaction, orgId: string, hash: string): void =>
  enqueue(tx, orgId, {
    kind: 'activity',
    queue: renditionQueue(orgId, hash),
    name: PRINT_RENDITION,
    payload: { taskQueue: 'printing', args: [{ orgId, hash }] },
  })

/** The file behind a stored rendition. */
export async function storedFile(deps: Deps, row: Pick<StoredFile, 'hash' | 'objectKey'>): Promise<StoredObject> {
  const pdf = row.objectKey ? await deps.objects.open(row.objectKey) : null
  if (!pdf) throw new Error(`the stored file of rendition ${row.hash} is gone`)
  return pdf
}

/** Waits for a file that the printer was asked for. @throws rendition_missing when it is not there in time */
export async function whenPrinted(
  deps: Deps,
  actor: Actor,
  { hash, row: known, fileName }: { hash: string; row: StoredFile | null; fileName: string },
  patienceMs = PATIENCE_MS,
): Promise<RenditionFile> {
  const deadline = Date.now() + patienceMs
  let row = known
  for (let waited = 20; ; waited = Math.min(waited * 1.5, 250)) {
    if (row?.objectKey) return { hash, fileName, pdf: await storedFile(deps, row) }
    if (Date.now() + waited > deadline) throw new DomainError('rendition_missing', { hash })
    await sleep(waited)
    row = await transact(deps, actor, (tx) => findRendition(tx, actor.orgId, hash))
  }
}
