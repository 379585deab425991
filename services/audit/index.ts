import { type AuditFilter, documentNames, listAudit } from '#db/queries/audit.ts'
import { readableDocument } from '#db/queries/documents.ts'
import type { Actor } from '#domain/actor.ts'
import { AUDIT_ACTIONS, actionRule } from '#domain/audit/actions.ts'
import { readerOf, visibility } from '#domain/documents/access.ts'
import { authorize } from '#domain/roles.ts'
import { requireDocument } from '../documents/require.ts'
import { type Deps, transact } from '../transaction.ts'
import { type ChainReport, verifyOrganization } from './verify.ts'

/** What says nothing of drafts, rounds and comments. */
const ABOUT_EFFECT = AUDIT_ACTIONS.filter((name) => actionRule(name)?.aboutEffect)

export const auditService = (deps: Deps) => ({
  /**
   * The log, newest first, each entry with its document. What happened to a document that does not exist for the reader
   * is left out. @throws forbidden
   */
  async list(actor: Actor, filter: AuditFilter, page: { limit: number; before?: number }) {
    authorize(actor, 'audit.read')
    return transact(deps, actor, async (tx) => {
      const rows = await listAudit(tx, actor.orgId, readerOf(actor), filter, { ...page, limit: page.limit + 1 })
      const shown = rows.slice(0, page.limit)
      const ids = shown.map(({ documentId }) => documentId)
      const names = await documentNames(tx, actor.orgId, ids)
      const entries = shown.map((row) => ({ ...row, document: names.get(row.documentId ?? '') ?? null }))
      return { entries, next: rows.length > page.limit ? (entries.at(-1)?.seq ?? null) : null }
    })
  },

  /**
   * What happened to one document, for whoever may read it. Drafts, rounds and comments are not for everybody: who reads
   * only what is in effect gets only what made it so. @throws not_found
   */
  async ofDocument(actor: Actor, reference: string, page: { limit: number; before?: number }) {
    return transact(deps, actor, async (tx) => {
      const document = await requireDocument(tx, actor, reference)
      const reader = readerOf(actor)
      const seesAll = reader.readsDrafts || visibility(reader, await readableDocument(tx, document)) === 'all'
      const filter = { documentId: document.id, actions: seesAll ? undefined : ABOUT_EFFECT }
      const rows = await listAudit(tx, actor.orgId, reader, filter, { ...page, limit: page.limit + 1 })
      const entries = rows.slice(0, page.limit)
      return { document, entries, next: rows.length > page.limit ? (entries.at(-1)?.seq ?? null) : null }
    })
  },

  /**
   * Walks the actor's chain from its last signed checkpoint, or from its first entry when the whole is asked for.
   * @throws forbidden
   */
  async verify(actor: Actor, { whole = false } = {}): Promise<ChainReport> {
    authorize(actor, 'audit.read')
    return transact(deps, actor, (tx) => verifyOrganization(tx, actor.orgId, { keys: deps.auditKeys, whole }))
  },
})

export type AuditService = ReturnType<typeof auditService>
