import type { Transaction } from '#db/client.ts'
import { type AuditFilter, chainHead, documentNames, listAudit } from '#db/queries/audit.ts'
import { findDocument, readableDocument } from '#db/queries/documents.ts'
import { memberNames } from '#db/queries/memberships.ts'
import { findVersionId } from '#db/queries/versions.ts'
import type { Actor } from '#domain/actor.ts'
import { factsOf } from '#domain/audit/action.ts'
import { AUDIT_ACTIONS, actionRule } from '#domain/audit/actions.ts'
import type { ExportFormat } from '#domain/audit/audit.ts'
import { changesOf, peopleIn } from '#domain/audit/changes.ts'
import { readerOf, visibility } from '#domain/documents/access.ts'
import { authorize } from '#domain/roles.ts'
import { requireDocument } from '../documents/require.ts'
import { type Deps, transact } from '../transaction.ts'
import { appendAudit } from './append.ts'
import { type ChainReport, verifyOrganization } from './verify.ts'

/** What says nothing of drafts, rounds and comments. */
const ABOUT_EFFECT = AUDIT_ACTIONS.filter((name) => actionRule(name)?.aboutEffect)

/** Entries of an export that are read at once: as many are in memory, however long the log is. */
const EXPORT_PAGE = 500

export const auditService = (deps: Deps) => ({
  /**
   * The log, newest first, each entry with its document. What happened to a document that does not exist for the reader
   * is left out. @throws forbidden
   */
  async list(actor: Actor, filter: AuditFilter, page: { limit: number; before?: number }) {
    authorize(actor, 'audit.read')
    return transact(deps, actor, (tx) => readEntries(tx, actor, filter, page))
  },

  /** The same, each entry with what it changed from what to what, in words. @throws forbidden */
  async listInFull(actor: Actor, filter: AuditFilter, page: { limit: number; before?: number }) {
    authorize(actor, 'audit.read')
    return transact(deps, actor, (tx) => readInFull(tx, actor, filter, page))
  },

  /**
   * Which document and version a filter names.
   * @param version its number or its label
   * @returns null for what does not exist for the actor
   * @throws forbidden
   */
  async subject(actor: Actor, reference: string, version: string | null) {
    authorize(actor, 'audit.read')
    return transact(deps, actor, async (tx) => {
      const document = await findDocument(tx, actor.orgId, readerOf(actor), reference)
      const known = version !== null && document !== null && VERSION_NAME.test(version)
      const versionId = known ? await findVersionId(tx, document, version) : null
      return { document: document && { id: document.id, identifier: document.identifier }, versionId }
    })
  },

  /**
   * All entries that fit, newest first, in bounded pages; each is read when the one before was taken. The log gets an entry of
   * its own about it first, which is not among them, and neither is what happens meanwhile. @throws forbidden
   */
  async export(actor: Actor, filter: AuditFilter, format: ExportFormat): Promise<AsyncGenerator<AuditEntry[]>> {
    authorize(actor, 'audit.read')
    const upTo = await transact(deps, actor, async (tx) => {
      const { seq } = await chainHead(tx, actor.orgId)
      appendAudit(tx, actor, {
        at: deps.clock.now(),
        action: 'audit.exported',
        subjectId: actor.orgId,
        after: { format, upTo: seq, filter: JSON.parse(JSON.stringify(filter)) },
      })
      return seq
    })
    const read = (before: number) =>
      transact(deps, actor, (tx) => readInFull(tx, actor, filter, { limit: EXPORT_PAGE, before }))
    return (async function* () {
      for (let before: number | null = upTo + 1; before !== null; ) {
        const { entries, next }: AuditPage = await read(before)
        yield entries
        before = next
      }
    })()
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

/** A number, or a label such as 2.0. */
const VERSION_NAME = /^\d{1,9}(\.\d{1,9})?$/

type ReadAsked = [actor: Actor, filter: AuditFilter, page: { limit: number; before?: number }]

async function readEntries(tx: Transaction, ...[actor, filter, page]: ReadAsked) {
  const rows = await listAudit(tx, actor.orgId, readerOf(actor), filter, { ...page, limit: page.limit + 1 })
  const shown = rows.slice(0, page.limit)
  const ids = shown.map(({ documentId }) => documentId)
  const names = await documentNames(tx, actor.orgId, ids)
  const entries = shown.map((row) => ({ ...row, document: names.get(row.documentId ?? '') ?? null }))
  return { entries, next: rows.length > page.limit ? (entries.at(-1)?.seq ?? null) : null }
}

/** With what the people are called whom the entries name. */
async function readInFull(tx: Transaction, ...asked: ReadAsked) {
  const { entries, next } = await readEntries(tx, ...asked)
  const mentioned = new Set(entries.flatMap(({ entry }) => peopleIn(factsOf(entry))))
  const names = await memberNames(tx, asked[0].orgId, [...mentioned])
  return { entries: entries.map((row) => ({ ...row, changes: changesOf(factsOf(row.entry), names) })), next }
}

type AuditPage = Awaited<ReturnType<typeof readInFull>>
/** An entry with its document and what it changed. */
export type AuditEntry = AuditPage['entries'][number]

export type AuditService = ReturnType<typeof auditService>
