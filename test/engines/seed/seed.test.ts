import { and, asc, eq, ne, sql } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import { expect, test } from 'vitest'
import { acrossOrganizations, type Database, type Transaction, withActor } from '#db/client.ts'
import { visibleTo } from '#db/queries/visibility.ts'
import * as schema from '#db/schema/index.ts'
import { ACTIONS, actionRule } from '#domain/audit/actions.ts'
import { readerOf } from '#domain/documents/access.ts'
import { DOCUMENT_STATUSES } from '#domain/documents/status.ts'
import { RETENTION } from '#domain/retention.ts'
import { seedDemo } from '#engines/seed/index.ts'
import { readLibrary } from '#engines/seed/library.ts'
import { ORGANIZATIONS } from '#engines/seed/organizations.ts'
import { sharpImages } from '#services/adapters/sharp.ts'
import { verifyOrganization } from '#services/audit/verify.ts'
import { contentHash } from '#services/content/hash.ts'
import { createTestDatabase } from '#test/support/database.ts'
import { demoActor } from '#test/support/demo-people.ts'
import { memoryStore } from '#test/support/factories.ts'
import { incomplete, sentencesOf } from '#test/support/sentences.ts'

const [{ db }, { db: another }] = await Promise.all([createTestDatabase(), createTestDatabase()])
const now = new Date('2026-11-26T13:20:00Z')
const clock = { now: () => now }
const [objects, images] = [memoryStore(), sharpImages()]
const before = process.cpuUsage()
const made = await seedDemo({ db, clock, objects, images })
const used = process.cpuUsage(before)
// Of this process's own time, which a busy machine stretches least.
const seconds = (used.user + used.system) / 1_000_000

const slugs = ORGANIZATIONS.map(({ slug }) => slug)
const { organizations } = schema
const found = await acrossOrganizations(db, (tx) =>
  tx.select({ slug: organizations.slug, id: organizations.id }).from(organizations),
)
const idOf = (slug: string) => found.find((row) => row.slug === slug)?.id ?? ''
const within = <T>(slug: string, work: (tx: Transaction) => Promise<T>, database: Database = db) =>
  withActor(database, { orgId: idOf(slug), userId: null }, work)

test('an empty installation gets all four organizations, in less than fifteen seconds of work', () => {
  expect(made).toEqual(['helix', 'northwind', 'brightside', 'meridian'])
  expect(seconds).toBeLessThan(15)
})

test('a second call changes nothing', async () => {
  expect(await seedDemo({ db, clock, objects, images })).toEqual([])
})

test('another installation gets the same rows with the same ids on the same day', async () => {
  await seedDemo({ db: another, clock, objects: memoryStore(), images })
  const all = async (table: PgTable, database: Database) => {
    const ofEach = slugs.map((slug) => within(slug, (tx) => tx.select().from(table), database))
    return (await Promise.all(ofEach)).flatMap((rows) => rows.map((row) => JSON.stringify(row)).sort())
  }
  const tables = [
    schema.organizations,
    schema.memberships,
    schema.membershipPeriods,
    schema.departments,
    schema.departmentPeriods,
    schema.groups,
    schema.groupMembers,
    schema.holidays,
    schema.approvalDefinitions,
    schema.documents,
    schema.documentReaders,
    schema.drafts,
    schema.documentVersions,
    schema.versionLabels,
    schema.approvalRounds,
    schema.approvalRoundSteps,
    schema.signoffs,
    schema.publications,
    schema.notifications,
    schema.auditLog,
  ]
  for (const table of tables) {
    const rows = await all(table, db)
    expect(rows.length).toBeGreaterThan(0)
    expect(await all(table, another)).toEqual(rows)
  }
  const { id, email, createdAt } = schema.users
  const people = (database: Database) => database.select({ id, email, createdAt }).from(schema.users).orderBy(id)
  expect(await people(another)).toEqual(await people(db))
}, 120_000)

test.each(slugs)('each story of %s ends where its file says, with the labels it says', async (slug) => {
  const labels = sql<string[]>`array(select l.major || '.' || l.minor from version_labels l
    where l.document_id = ${schema.documents.id} order by l.major, l.minor)`
  const { identifier, status } = schema.documents
  const rows = await within(slug, (tx) =>
    tx.select({ identifier, status, labels }).from(schema.documents).orderBy(asc(identifier)),
  )
  const library = await readLibrary(slug)
  const expected = library.map(({ identifier, state, versions }) => {
    const approved = state === 'in_review' ? versions.slice(0, -1) : versions
    return { identifier, status: state, labels: approved.flatMap(({ label }) => label ?? []) }
  })
  expect(rows).toEqual(expected.toSorted((a, b) => (a.identifier < b.identifier ? -1 : 1)))
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

test.each(slugs)('%s has an audit chain that verifies and runs with time', async (slug) => {
  const log = await within(slug, (tx) => tx.select().from(schema.auditLog).orderBy(asc(schema.auditLog.seq)))
  expect(await within(slug, (tx) => verifyOrganization(tx, idOf(slug), { keys: [], whole: true }))).toMatchObject({
    rows: log.length,
    fault: null,
  })
  expect(log.length).toBeGreaterThan(40)
  const times = log.map(({ at }) => at.getTime())
  expect(times).toEqual(times.toSorted((a, b) => a - b))
  expect(times.at(-1)).toBeLessThanOrEqual(now.getTime())
})

test.each(slugs)(
  'each entry in the log of %s is of a known action, with all the facts of its sentence',
  async (slug) => {
    const log = await within(slug, (tx) => tx.select().from(schema.auditLog))
    expect(log.filter(({ action }) => actionRule(action) === null)).toEqual([])
    for (const { action, subjectType } of log) expect(subjectType).toBe(ACTIONS[action as keyof typeof ACTIONS].subject)
    expect(incomplete(await sentencesOf(db, idOf(slug)))).toEqual([])
  },
)

test('every signature is bound to the hash of what it signs, and comes after it was asked for and opened', async () => {
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
    if (!signoff.decidedAt) continue
    expect(signoff.openedAt?.getTime()).toBeGreaterThan(signoff.requestedAt.getTime())
    expect(signoff.decidedAt.getTime()).toBeGreaterThan(signoff.openedAt?.getTime() ?? 0)
  }
})

test.each(slugs)(
  'each round, review and campaign of %s that is not over is to be started, and nothing else is to be sent',
  async (slug) => {
    const { queued, open, reviewed, campaigns, deliveries } = await within(slug, async (tx) => ({
      queued: await tx.select({ kind: schema.outbox.kind, queue: schema.outbox.queue }).from(schema.outbox),
      deliveries: await tx.$count(schema.deliveries),
      campaigns: await tx.select().from(schema.campaigns).where(ne(schema.campaigns.status, 'closed')),
      open: await tx.execute<{ id: string }>(sql`
      select r.version_id as id from approval_rounds r join documents d on d.id = r.document_id
      where r.status = 'running' or d.status = 'approved' and r.submitted_at =
        (select max(submitted_at) from approval_rounds where document_id = d.id)`),
      reviewed: await tx.execute<{ id: string }>(
        sql`select id from documents where in_effect and next_review_date is not null and review_every is not null`,
      ),
    }))
    const queues = [
      ...open.rows.map(({ id }) => `approval/${id}`),
      ...reviewed.rows.map(({ id }) => `review/${id}`),
      ...campaigns.map(({ id }) => `campaign/${id}`),
    ]
    const starts = queues.map((queue) => ({ kind: 'start', queue }))
    expect(queued).toHaveLength(starts.length)
    expect(queued).toEqual(expect.arrayContaining(starts))
    expect(deliveries).toBe(0)
  },
)

test('one campaign of helix is over since everybody accepted, and one stands at 63 percent', async () => {
  const rows = await within('helix', (tx) =>
    tx.execute<{ ending: string | null; asked: number; accepted: number }>(sql`
      select c.ending, count(*)::int as asked, count(r.completed_at)::int as accepted
      from campaigns c join campaign_recipients r on r.campaign_id = c.id group by c.org_id, c.id order by c.launched_at`),
  )
  expect(rows.rows).toEqual([
    { ending: 'completed', asked: 11, accepted: 11 },
    { ending: null, asked: 11, accepted: 7 },
  ])
})

test('people have read what they were notified of before the last days, and not yet what came since', async () => {
  const rows = await within('helix', (tx) => tx.select().from(schema.notifications))
  const days = ({ createdAt }: (typeof rows)[number]) => (now.getTime() - createdAt.getTime()) / 86_400_000
  const old = rows.filter((row) => days(row) > 6)
  const fresh = rows.filter((row) => days(row) < 4)
  expect(old.length).toBeGreaterThan(40)
  expect(old.filter((row) => days(row) > RETENTION.notifications.days)).toEqual([])
  expect(old.filter(({ readAt }) => readAt === null)).toEqual([])
  expect(fresh.length).toBeGreaterThan(5)
  expect(fresh.filter(({ readAt }) => readAt !== null)).toEqual([])
})

test('whoever is late was reminded before and after the due date', async () => {
  const { documentId, dueAt, remindersSent, status } = schema.signoffs
  const rows = await within('helix', (tx) =>
    tx
      .select({ dueAt, remindersSent })
      .from(schema.signoffs)
      .innerJoin(schema.documents, eq(schema.documents.id, documentId))
      .where(and(eq(schema.documents.identifier, 'POL-VM-001'), eq(status, 'pending'))),
  )
  expect(rows).toHaveLength(3)
  for (const row of rows) {
    expect(row.dueAt?.getTime()).toBeLessThan(now.getTime())
    expect(row.remindersSent).toBeGreaterThanOrEqual(3)
  }
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
  const reader = readerOf(await demoActor(db, 'gus@helix.example'))
  const seen = await within('helix', (tx) =>
    tx.select({ identifier: schema.documents.identifier }).from(schema.documents).where(visibleTo(reader)),
  )
  const identifiers = seen.map(({ identifier }) => identifier)
  expect(identifiers).toContain('POL-AC-001')
  expect(identifiers).not.toContain('PLN-BC-001')
  expect(identifiers).not.toContain('POL-AI-004')
})

test('a published version has no file before somebody looks at it', async () => {
  const files = await within('helix', (tx) => tx.select().from(schema.renditions))
  expect(files.length).toBeGreaterThan(40)
  for (const { status, objectKey } of files)
    expect({ status, objectKey }).toEqual({ status: 'requested', objectKey: null })
})

test('the next identifier goes on from the last', async () => {
  const counters = await within('helix', (tx) => tx.select().from(schema.identifierCounters))
  expect(counters.find(({ prefix }) => prefix === 'POL-AI')?.last).toBe(4)
})
