import { createHash } from 'node:crypto'
import { lockRendition, updateRendition } from '#db/queries/renditions.ts'
import type { Actor } from '#domain/actor.ts'
import { DomainError } from '#domain/errors.ts'
import type { Printer } from '../ports.ts'
import { renderPrintHtml } from '../print/html.ts'
import type { PrintModel } from '../print/model.ts'
import { type Deps, transact } from '../transaction.ts'

/** Which file to print, as it travels through the outbox. */
export interface PrintRequest {
  orgId: string
  hash: string
}

/**
 * Prints a wanted rendition and stores the file. Whoever comes while it is being printed waits for the row's lock and
 * then finds it stored; if this process dies, the lock goes with its connection and the next one prints.
 * @throws not_found when nobody asked for the hash; whatever the printer throws, for the caller to retry
 */
export async function printRendition(
  deps: Deps,
  printer: Printer,
  actor: Actor,
  hash: string,
): Promise<{ hash: string; printed: boolean }> {
  try {
    return await transact(deps, actor, async (tx) => {
      const row = await lockRendition(tx, actor.orgId, hash)
      if (!row) throw new DomainError('not_found', { hash })
      if (row.status === 'stored') return { hash, printed: false }
      const model = row.model as PrintModel & Record<string, unknown>
      const { pdf, pages } = await printer.print({
        html: renderPrintHtml(model),
        title: `${model.identifier} ${model.title}`,
        author: model.organization.name,
        subject: `${model.version.label}${model.contentHash ? `, SHA-256 ${model.contentHash}` : ''}`,
        lang: model.lang,
      })
      const objectKey = `renditions/${createHash('sha256').update(pdf).digest('hex')}.pdf`
      await deps.objects.put(objectKey, pdf)
      await updateRendition(tx, actor.orgId, hash, {
        status: 'stored',
        objectKey,
        bytes: pdf.byteLength,
        pages,
        lastError: null,
        storedAt: deps.clock.now(),
      })
      return { hash, printed: true }
    })
  } catch (error) {
    const lastError = error instanceof Error ? error.name : 'unknown error'
    await transact(deps, actor, (tx) => updateRendition(tx, actor.orgId, hash, { lastError })).catch((unnoted) =>
      // What failed first is what has to be known.
      deps.log.warn({ err: unnoted, hash }, 'printing failed, and that could not be noted'),
    )
    throw error
  }
}
