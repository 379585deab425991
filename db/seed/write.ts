import type { PgTable } from 'drizzle-orm/pg-core'
import type { Transaction } from '#db/client.ts'
import * as schema from '#db/schema/index.ts'
import { appendAudit } from '#services/audit/append.ts'
import { indexText } from '#services/documents/search-index.ts'
import { enqueue } from '#services/outbox.ts'
import { renditionHash as hashOfRendition } from '#services/print/model.ts'
import { printModel } from '#services/renditions/model.ts'
import type { Rows, SeedPublication } from './rows.ts'

/** Writes what was collected, in the order in which rows refer to one another. */
export async function writeRows(tx: Transaction, orgId: string, rows: Rows): Promise<void> {
  const insert = async <T extends PgTable>(table: T, values: T['$inferInsert'][]) => {
    if (values.length > 0) await tx.insert(table).values(values)
  }
  await insert(schema.memberships, rows.memberships)
  await insert(schema.approvalDefinitions, rows.definitions)
  await insert(schema.documents, rows.documents)
  await insert(schema.drafts, rows.drafts)
  await insert(schema.documentReaders, rows.readers)
  await insert(schema.documentVersions, rows.versions)
  await insert(schema.versionLabels, rows.labels)
  await insert(schema.approvalRounds, rows.rounds)
  await insert(schema.approvalRoundSteps, rows.steps)
  await insert(schema.signoffs, rows.signoffs)
  for (const publication of rows.publications) await publish(tx, rows, publication)
  await insert(
    schema.identifierCounters,
    [...rows.counters].map(([prefix, last]) => ({ orgId, prefix, last })),
  )
  await insert(schema.notifications, rows.notifications)
  const documents = new Map(rows.documents.map((document) => [document.id, document]))
  for (const { documentId, inEffect, content } of rows.texts) {
    const document = documents.get(documentId)
    if (document) await indexText(tx, document, inEffect, content)
  }
  for (const message of rows.outbox) enqueue(tx, orgId, message)
  const history = rows.audit.toSorted((a, b) => a.fact.at.getTime() - b.fact.at.getTime())
  for (const { actor, fact } of history) appendAudit(tx, actor, fact)
}

/**
 * One after the other in the order of time: the database keeps `in_effect` by the last publication that it was told of,
 * and a PDF names the version before. The file itself is printed when somebody looks at it first.
 */
async function publish(tx: Transaction, rows: Rows, { actor, label, ...publication }: SeedPublication): Promise<void> {
  const { orgId, documentId, versionId, effectiveFrom, contentHash, publishedBy } = publication
  const document = rows.documents.find(({ id }) => id === documentId)
  const version = rows.versions.find(({ id }) => id === versionId)
  if (!document || !version) throw new Error('what is published was not told of before')
  const text = { ...version, versionId, variables: version.variables ?? [] }
  const model = await printModel(tx, document, text, effectiveFrom)
  const renditionHash = hashOfRendition(model)
  await tx
    .insert(schema.renditions)
    .values({ orgId, hash: renditionHash, documentId, versionId, format: 'pdf', model: { ...model } })
  await tx.insert(schema.publications).values({ ...publication, renditionHash })
  rows.audit.push({
    actor,
    fact: {
      at: effectiveFrom,
      action: 'document.published',
      subjectId: versionId,
      documentId,
      before: { status: 'approved' },
      after: { status: 'published', label, contentHash, renditionHash, publishedBy },
    },
  })
}

/** The addresses that organizations have already. */
export async function takenSlugs(tx: Transaction): Promise<Set<string>> {
  const rows = await tx.select({ slug: schema.organizations.slug }).from(schema.organizations)
  return new Set(rows.map(({ slug }) => slug))
}
