import { asc, eq, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { withActor } from '#db/client.ts'
import { visibleTo } from '#db/queries/visibility.ts'
import * as schema from '#db/schema/index.ts'
import { fixedId } from '#db/seed/ids.ts'
import { seedDemo } from '#db/seed/index.ts'
import { ORGANIZATIONS } from '#db/seed/people.ts'
import { DOCUMENT_STATUSES } from '#domain/documents/status.ts'
import { verifyChain } from '#services/audit/verify.ts'
import { contentHash } from '#services/content/hash.ts'
import { createTestDatabase } from '#test/support/database.ts'
import { incomplete, sentencesOf } from '#test/support/sentences.ts'

const { db } = await createTestDatabase()
const now = new Date('2026-11-26T13:20:00Z')
const clock = { now: () => now }
const before = process.cpuUsage()
const made = await seedDemo({ db, clock })
const used = process.cpuUsage(before)
// Of this process's own time, which a busy machine does not stretch.
const seconds = (used.user + used.system) / 1_000_000

const within = <T>(slug: string, work: Parameters<typeof withActor<T>>[2]) =>
  withActor(db, { orgId: fixedId(slug), userId: null }, work)

test('an empty installation gets all four organizations, in less than eight seconds of work', () => {
  expect(made).toEqual(['helix', 'northwind', 'brightside', 'meridian'])
  expect(seconds).toBeLessThan(8)
})

test('a second call changes nothing', async () => {
  expect(await seedDemo({ db, clock })).toEqual([])
})

test('documents stand in every state, and more than one is overdue, due soon and waiting', async () => {
  const documents = await within('helix', (tx) => tx.select().from(schema.documents))
  expect(new Set(documents.map(({ status }) => status))).toEqual(new Set(DOCUMENT_STATUSES))
  const due = documents.flatMap(({ nextReviewDate }) => nextReviewDate ?? [])
  expect(due.filter((date) => date < '2026-11-26').length).toBeGreaterThanOrEqual(3)
  expect(due.filter((date) => date >= '2026-11-26' && date <= '2026-12-26').length).toBeGreaterThanOrEqual(3)
  const inEffect = documents.filter((document) => document.inEffect).map(({ identifier }) => identifier)
  expect(inEffect).toContain('POL-AC-001')
  expect(inEffect).not.toContain('POL-NW-001')
})

test('the access control policy is in effect as 1.4 while 2.0 waits for two of three signatures', async () => {
  const rows = await within(
    'helix',
    async (tx) =>
      (
        await tx.execute<{ label: string; signed: number; waiting: number; status: string }>(sql`
        select l.major || '.' || l.minor as label, d.status,
          (select count(*)::int from signoffs s where s.document_id = d.id and s.status = 'approved'
            and s.requested_at > p.effective_from) as signed,
          (select count(*)::int from signoffs s where s.document_id = d.id and s.status = 'pending') as waiting
        from documents d join publications p on p.document_id = d.id and p.effective_until is null
        join version_labels l on l.version_id = p.version_id where d.identifier = 'POL-AC-001'`)
      ).rows,
  )
  expect(rows).toEqual([{ label: '1.4', status: 'in_review', signed: 2, waiting: 2 }])
})

test.each(ORGANIZATIONS.map(({ slug }) => slug))('%s has an audit chain that verifies', async (slug) => {
  const log = await within(slug, (tx) => tx.select().from(schema.auditLog).orderBy(asc(schema.auditLog.seq)))
  const report = await verifyChain(async (seq) => log.slice(seq, seq + 100))
  expect(report).toMatchObject({ rows: log.length, fault: null })
  expect(log.length).toBeGreaterThan(40)
  const times = log.map(({ at }) => at.getTime())
  expect(times).toEqual(times.toSorted((a, b) => a - b))
  expect(times.at(-1)).toBeLessThanOrEqual(now.getTime())
})

test.each(ORGANIZATIONS.map(({ slug }) => slug))(
  'each entry in the log of %s has all the facts that its sentence names',
  async (slug) => {
    expect(incomplete(await sentencesOf(db, fixedId(slug)))).toEqual([])
  },
)

test('every signature is bound to the hash of what it signs, and comes after it was asked for', async () => {
  const rows = await within('helix', (tx) =>
    tx
      .select({ signoff: schema.signoffs, version: schema.documentVersions, document: schema.documents })
      .from(schema.signoffs)
      .innerJoin(schema.documentVersions, eq(schema.documentVersions.id, schema.signoffs.versionId))
      .innerJoin(schema.documents, eq(schema.documents.id, schema.signoffs.documentId)),
  )
  expect(rows.length).toBeGreaterThan(60)
  for (const { signoff, version, document } of rows) {
    const { identifier, kind } = document
    expect(signoff.contentHash).toBe(contentHash({ ...version, identifier, kind }))
    expect(version.authorIds).not.toContain(signoff.signerId)
    if (signoff.decidedAt) expect(signoff.decidedAt.getTime()).toBeGreaterThan(signoff.requestedAt.getTime())
  }
})

test('each round that is not over has its process in the outbox', async () => {
  const { queued, open } = await within('helix', async (tx) => ({
    queued: await tx.select({ queue: schema.outbox.queue }).from(schema.outbox),
    open: await tx.execute<{ id: string }>(sql`
      select r.version_id as id from approval_rounds r join documents d on d.id = r.document_id
      where r.status = 'running' or d.status = 'approved' and r.submitted_at =
        (select max(submitted_at) from approval_rounds where document_id = d.id)`),
  }))
  expect(queued.map(({ queue }) => queue).sort()).toEqual(open.rows.map(({ id }) => `approval/${id}`).sort())
})

test('an approved document that waits for a date has the instant at which that date begins', async () => {
  const documents = await within('helix', (tx) =>
    tx.select().from(schema.documents).where(eq(schema.documents.status, 'approved')),
  )
  const dated = documents.filter(({ effectiveDate }) => effectiveDate !== null)
  expect(dated.length).toBeGreaterThan(0)
  for (const { effectiveDate, publishAt } of dated) {
    // The organization's day begins within fourteen hours of the same day in Greenwich.
    const distance = Math.abs((publishAt?.getTime() ?? 0) - Date.parse(`${effectiveDate}T00:00:00Z`))
    expect(distance).toBeLessThanOrEqual(14 * 3_600_000)
  }
})

test('a member finds what is in effect and open to them, and nothing else', async () => {
  const reader = { membershipId: fixedId('helix', 'member', 'gus'), readsEverything: false, readsDrafts: false }
  const seen = await within('helix', (tx) =>
    tx.select({ identifier: schema.documents.identifier }).from(schema.documents).where(visibleTo(reader)),
  )
  const identifiers = seen.map(({ identifier }) => identifier)
  expect(identifiers).toContain('POL-AC-001')
  expect(identifiers).not.toContain('PLN-BC-001')
  expect(identifiers).not.toContain('POL-AI-004')
})

test('the next identifier goes on from the last', async () => {
  const counters = await within('helix', (tx) => tx.select().from(schema.identifierCounters))
  expect(counters.find(({ prefix }) => prefix === 'POL-AI')?.last).toBe(4)
})
