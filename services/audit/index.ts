import type { Transaction } from '#db/client.ts'
import { type AuditFilter, chainAfter, chainHead, documentNames, listAudit } from '#db/queries/audit.ts'
import { readableDocument } from '#db/queries/documents.ts'
import type { Actor } from '#domain/actor.ts'
import { AUDIT_ACTIONS, actionRule } from '#domain/audit/actions.ts'
import { readerOf, visibility } from '#domain/documents/access.ts'
import { authorize } from '#domain/roles.ts'
import { requireDocument } from '../documents/require.ts'
import { type Deps, transact } from '../transaction.ts'
import { chainHash, GENESIS } from './append.ts'

/** What is wrong with a chain, and at which row; null when nothing is. */
export type ChainFault =
  | { seq: number; fault: 'altered'; sentence: string }
  | { seq: number; fault: 'removed'; sentence: string }
  | { seq: number; fault: 'inserted'; sentence: string }

export interface ChainReport {
  rows: number
  tip: string
  fault: ChainFault | null
}

type ChainRow = Awaited<ReturnType<typeof chainAfter>>[number]

const BATCH = 1_000

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
   * only what is in effect is told only what made it so. @throws not_found
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

  /** Walks the actor's whole chain. @throws forbidden */
  async verify(actor: Actor): Promise<ChainReport> {
    authorize(actor, 'audit.read')
    return transact(deps, actor, (tx) => verifyOrganization(tx, actor.orgId))
  },
})

export type AuditService = ReturnType<typeof auditService>

/** Walks an organization's whole chain and holds its end to the head that writers keep beside it. */
export async function verifyOrganization(tx: Transaction, orgId: string): Promise<ChainReport> {
  // Before the walk: rows that are written meanwhile come after the head that was read.
  const head = await chainHead(tx, orgId)
  const report = await verifyChain((after) => chainAfter(tx, orgId, after, BATCH))
  return report.fault ? report : { ...report, fault: faultOfEnd(report, head) }
}

function faultOfEnd({ rows, tip }: ChainReport, head: { seq: number; hash: string }): ChainFault | null {
  if (rows < head.seq) {
    const sentence = `Row ${rows + 1} was removed: the chain ends at row ${rows}, and row ${head.seq} had been written.`
    return { seq: rows + 1, fault: 'removed', sentence }
  }
  if (rows > head.seq || tip === head.hash) return null
  const sentence = `Row ${rows} was replaced: its hash is not the one that was noted when it was written.`
  return { seq: rows, fault: 'altered', sentence }
}

/**
 * Follows a chain from its beginning and names the first row that does not fit.
 *
 * A chain shows every change inside it. What it cannot show is a chain that was rewritten from some row to its end,
 * head included, by someone who could write to the database as its owner; compare the tip with one noted elsewhere.
 * @param next the rows after a sequence number, in order; empty at the end
 */
export async function verifyChain(next: (afterSeq: number) => Promise<ChainRow[]>): Promise<ChainReport> {
  let seq = 0
  let tip = GENESIS
  for (let rows = await next(0); rows.length > 0; rows = await next(seq)) {
    for (const row of rows) {
      const fault = faultOf(row, seq, tip)
      if (fault) return { rows: seq, tip, fault }
      seq = row.seq
      tip = row.hash
    }
  }
  return { rows: seq, tip, fault: null }
}

function faultOf(row: ChainRow, seq: number, tip: string): ChainFault | null {
  if (row.seq > seq + 1) {
    return {
      seq: seq + 1,
      fault: 'removed',
      sentence: `Row ${seq + 1} was removed: row ${row.seq} follows row ${seq}.`,
    }
  }
  const intact = row.hash === chainHash(row.previousHash, row.entry) && entryMatchesColumns(row)
  if (intact && row.previousHash !== tip) {
    return {
      seq: row.seq,
      fault: 'inserted',
      sentence: `Row ${row.seq} was inserted or replaced: it does not continue row ${seq}.`,
    }
  }
  return intact
    ? null
    : {
        seq: row.seq,
        fault: 'altered',
        sentence: `Row ${row.seq} was altered: it no longer has the hash it was written with.`,
      }
}

/** The columns that lists filter by must say what the hashed entry says. */
function entryMatchesColumns(row: ChainRow): boolean {
  const entry = JSON.parse(row.entry) as Record<string, unknown> & {
    actor: { id: string | null; name: string }
    subject: { type: string; id: string }
  }
  return (
    entry.seq === row.seq &&
    entry.orgId === row.orgId &&
    entry.at === row.at.toISOString() &&
    entry.action === row.action &&
    entry.actor.id === row.actorId &&
    entry.actor.name === row.actorName &&
    entry.subject.type === row.subjectType &&
    entry.subject.id === row.subjectId &&
    (entry.documentId ?? null) === row.documentId
  )
}
