import { createHash } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import canonicalize from 'canonicalize'
import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { withActor } from '#db/client.ts'
import { auditLog, documents, documentVersions, publications, signoffs } from '#db/schema/index.ts'
import { CHROMIUM_ARGS, chromiumPath } from '#engines/chromium.ts'
import { PuppeteerPrinter } from '#services/adapters/puppeteer.ts'
import { createServices } from '#services/index.ts'
import { printRendition } from '#services/renditions/print.ts'
import { createTestDatabase } from '#test/support/database.ts'
import { testDeps } from '#test/support/factories.ts'
import { textOf } from '#test/support/pdf.ts'
import { makePeople, makeRound } from '#test/support/rounds.ts'
import { approve, plan, system } from '#test/support/steps.ts'

/*
 * What was signed is what is published and what is printed: followed from the words of the PDF back to the row, and by a
 * hash that is computed here anew from what the row holds.
 */
const { db, ownerDb } = await createTestDatabase()
const deps = testDeps(db)
const services = createServices(deps)
const printer = new PuppeteerPrinter({ executablePath: await chromiumPath(), args: CHROMIUM_ARGS })
afterAll(() => printer.close())

const NOW = new Date('2026-06-01T09:00:00Z')
const people = await makePeople(db, 2)
const actor = system(people)
let documentId: string
let paper: string

beforeAll(async () => {
  const { document, round } = await makeRound(services, people)
  documentId = document.id
  await approve(services, people, round, NOW)
  await plan(db, people, document.id, NOW)
  const renditionHash = await services.renditions.requestForPublication(actor, round.versionId, NOW)
  await printRendition(deps, printer, actor, renditionHash)
  await services.rounds.publishVersion(actor, { roundId: round.id, renditionHash }, NOW)
  const reader = people.author
  const { pdf, fileName } = await services.renditions.pdf(reader, document.identifier, 'in_effect')
  expect(fileName).toBe(`${document.identifier} 1.0.pdf`)
  paper = await textOf(new Uint8Array(await buffer(pdf.content)))
})

/** The document's only version with everything that belongs to it. */
async function rows() {
  return withActor(db, people.manager, async (tx) => {
    const [version] = await tx.select().from(documentVersions).where(eq(documentVersions.documentId, documentId))
    const [document] = await tx.select().from(documents).where(eq(documents.id, documentId))
    if (!version || !document) throw new Error('The version is gone.')
    const signed = await tx.select().from(signoffs).where(eq(signoffs.versionId, version.id))
    const [publication] = await tx.select().from(publications).where(eq(publications.versionId, version.id))
    const entries = await tx.select().from(auditLog).where(eq(auditLog.documentId, documentId)).orderBy(auditLog.seq)
    return { version, document, signed, publication, entries }
  })
}

/** Computed as an auditor would with nothing of ours: SHA-256 over RFC 8785 JSON of what was signed. */
function computed({ version, document }: Awaited<ReturnType<typeof rows>>): string {
  const { identifier, kind } = document
  const { title, content, variables } = version
  const json = canonicalize({ identifier, kind, title, content, variables })
  return createHash('sha256')
    .update(json ?? '')
    .digest('hex')
}

/** The hashes that the log keeps of what was submitted and signed. */
const logged = (entries: { entry: string }[]): string[] =>
  entries.flatMap(
    ({ entry }) => (JSON.parse(entry) as { after: { contentHash?: string } | null }).after?.contentHash ?? [],
  )

test('the hash on paper, in the signatures, in the log and of the stored text is one', async () => {
  const found = await rows()
  const hash = computed(found)
  expect(paper.replaceAll(' ', '')).toContain(hash)
  expect(found.version.contentHash).toBe(hash)
  expect(found.signed.map(({ status, contentHash }) => ({ status, contentHash }))).toEqual(
    people.signers.map(() => ({ status: 'approved', contentHash: hash })),
  )
  expect(found.publication?.versionId).toBe(found.version.id)
  expect(new Set(logged(found.entries))).toEqual(new Set([hash]))
  // Submitted once, signed twice.
  expect(logged(found.entries).length).toBeGreaterThanOrEqual(3)
})

test('who changes the text behind the application’s back, hash and all, is given away by signatures, log and paper', async () => {
  const tamper = (column: 'content' | 'content_hash', value: string) =>
    ownerDb.transaction(async (tx) => {
      await tx.execute(sql`select set_config('app.org_id', ${people.organization.id}, true)`)
      await tx.execute(sql`alter table document_versions disable trigger append_only`)
      await tx.execute(sql`update document_versions set ${sql.identifier(column)} = ${value}`)
      await tx.execute(sql`alter table document_versions enable trigger append_only`)
    })
  await tamper('content', '<p>Leave your screen unlocked.</p>')
  const altered = await rows()
  const forged = computed(altered)
  expect(altered.version.contentHash).not.toBe(forged)

  await tamper('content_hash', forged)
  const consistent = await rows()
  expect(consistent.version.contentHash).toBe(computed(consistent))
  for (const { contentHash } of consistent.signed) expect(contentHash).not.toBe(forged)
  expect(logged(consistent.entries)).not.toContain(forged)
  expect(paper.replaceAll(' ', '')).not.toContain(forged)
})

test('the application itself cannot change what was signed', async () => {
  const change = withActor(db, people.manager, (tx) => tx.update(documentVersions).set({ content: '<p>Other</p>' }))
  await expect(change).rejects.toMatchObject({ cause: { message: expect.stringContaining('permission denied') } })
})
