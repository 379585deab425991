import { setTimeout as sleep } from 'node:timers/promises'
import { readableAttachments } from '#db/queries/attachments.ts'
import {
  findRendition,
  giveBackRendition,
  objectKeyOf,
  type RenditionRow,
  renewRendition,
  storeRendition,
  takeRendition,
} from '#db/queries/renditions.ts'
import type { Actor } from '#domain/actor.ts'
import { DomainError } from '#domain/errors.ts'
import { dataAddresses } from '../attachments/data-addresses.ts'
import { attachmentsIn } from '../content/attachments.ts'
import type { Printer, PrintJob } from '../ports.ts'
import { renderPrintHtml } from '../print/html.ts'
import type { PrintModel } from '../print/model.ts'
import { isReport, renderReportHtml } from '../print/report.ts'
import { type Deps, transact } from '../transaction.ts'

/** Which file to print, as it travels through the outbox. */
export interface PrintRequest {
  orgId: string
  hash: string
}

/** How long a file is held by whoever prints it, in milliseconds. */
export interface PrintLease {
  /** After so long without a renewal the printer counts as dead, and the next one prints. */
  holdMs: number
  renewEveryMs: number
  /** No renewal after so long: a printer that hangs must not hold the file for ever. */
  mostMs: number
  /** So long a second printer waits for the first one, before its caller has to try again. */
  waitMs: number
}

/** All of it ends before Temporal gives the activity up, after three minutes. */
const LEASE: PrintLease = { holdMs: 20_000, renewEveryMs: 5_000, mostMs: 120_000, waitMs: 150_000 }

/**
 * Prints a wanted rendition and stores the file. The row is taken by a lease in one short transaction and settled in
 * another; no connection is held in between, however long the printer takes. Of several who ask at once one prints, and
 * the others wait until the file is stored. If a printer dies, its lease ends and the next one prints.
 * @returns whether this call printed the file
 * @throws not_found when nobody asked for the hash; whatever the printer throws, for the caller to retry
 */
export async function printRendition(
  deps: Deps,
  printer: Printer,
  actor: Actor,
  hash: string,
  lease: PrintLease = LEASE,
): Promise<{ hash: string; printed: boolean }> {
  const deadline = Date.now() + lease.waitMs
  for (let waited = 50; ; waited = Math.min(waited * 1.5, 1_000)) {
    const { mine, known } = await transact(deps, actor, async (tx) => {
      const row = await takeRendition(tx, actor.orgId, hash, lease.holdMs)
      return { mine: row, known: row ?? (await findRendition(tx, actor.orgId, hash)) }
    })
    if (!known) throw new DomainError('not_found', { hash })
    if (known.status === 'stored') return { hash, printed: false }
    if (mine && (await printTaken(deps, printer, actor, mine, lease))) return { hash, printed: true }
    if (Date.now() > deadline) throw new Error('somebody else is still printing this file')
    await sleep(waited)
  }
}

/** Prints a file that was taken. @returns false when the lease was lost meanwhile: then another printer has the file */
async function printTaken(
  deps: Deps,
  printer: Printer,
  actor: Actor,
  row: RenditionRow,
  lease: PrintLease,
): Promise<boolean> {
  const stopRenewing = keepRenewing(deps, actor, row, lease)
  try {
    const { pdf, pages } = await printer.print(await jobOf(deps, actor, row))
    await deps.objects.put(objectKeyOf(row), pdf)
    const file = { bytes: pdf.byteLength, pages, storedAt: deps.clock.now() }
    const stored = await transact(deps, actor, (tx) => storeRendition(tx, row, file))
    if (!stored) {
      deps.log.warn({ hash: row.hash }, 'a print took longer than its lease, and another printer has the file')
      await deps.objects.delete(objectKeyOf(row))
    }
    return stored
  } catch (error) {
    const reason = error instanceof Error ? error.name : 'unknown error'
    await transact(deps, actor, (tx) => giveBackRendition(tx, row, reason)).catch((unnoted) =>
      // The first error is the one that the caller needs.
      deps.log.warn({ err: unnoted, hash: row.hash }, 'printing failed, and that could not be noted'),
    )
    throw error
  } finally {
    stopRenewing()
  }
}

async function jobOf(deps: Deps, actor: Actor, { model: wanted, documentId }: RenditionRow): Promise<PrintJob> {
  if (isReport(wanted)) {
    const { title, about, organization, lang } = wanted
    return { html: renderReportHtml(wanted), title: `${title}, ${about}`, author: organization, subject: title, lang }
  }
  const model = wanted as PrintModel & Record<string, unknown>
  const images = documentId ? await imagesOf(deps, actor, documentId, model.content) : undefined
  return {
    html: renderPrintHtml(model, images),
    title: `${model.identifier} ${model.title}`,
    author: model.organization.name,
    subject: `${model.version.label}${model.contentHash ? `, SHA-256 ${model.contentHash}` : ''}`,
    lang: model.lang,
  }
}

/** The images of a text that belong to its document: the printer has no network to ask for them. */
async function imagesOf(deps: Deps, actor: Actor, documentId: string, content: string): Promise<Map<string, string>> {
  const hashes = attachmentsIn(content)
  if (hashes.length === 0) return new Map()
  const rows = await transact(deps, actor, (tx) => readableAttachments(tx, actor.orgId, documentId, hashes, null))
  return dataAddresses(deps, rows)
}

/** Renews the lease now and then, while the file is printed. @returns what stops it */
function keepRenewing(deps: Deps, actor: Actor, row: RenditionRow, lease: PrintLease): () => void {
  const last = Date.now() + lease.mostMs
  const renewing = setInterval(() => {
    if (Date.now() > last) return clearInterval(renewing)
    transact(deps, actor, (tx) => renewRendition(tx, row, lease.holdMs)).catch((error: unknown) =>
      deps.log.warn({ err: error, hash: row.hash }, 'the lease of a print could not be renewed'),
    )
  }, lease.renewEveryMs)
  return () => clearInterval(renewing)
}
